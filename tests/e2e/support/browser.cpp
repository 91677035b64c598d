#include "tests/e2e/support/browser.h"

#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {
namespace {

using Json = nlohmann::json;

// Under the names distributions and vendors give it.
std::string program() {
  const std::string path = std::getenv("PATH") != nullptr ? std::getenv("PATH") : "";
  for (const char* name : {"chromium", "google-chrome", "chrome"}) {
    for (std::size_t at = 0; at <= path.size();) {
      const std::size_t end = std::min(path.find(':', at), path.size());
      const std::string candidate = path.substr(at, end - at) + "/" + name;
      if (access(candidate.c_str(), X_OK) == 0) {
        return candidate;
      }
      at = end + 1;
    }
  }
  return {};
}

std::string quoted(const std::string& text) {
  std::string all = "'";
  for (const char letter : text) {
    all += letter == '\'' ? std::string{"'\\''"} : std::string{letter};
  }
  return all + "'";
}

// The browser reads commands from descriptor 3 and answers on 4; a shell puts the pipes there.
std::string command_line(const std::string& folder) {
  const std::vector<std::string> arguments{program(),
                                           "--headless=new",
                                           "--remote-debugging-pipe",
                                           "--no-sandbox",
                                           "--disable-gpu",
                                           "--disable-dev-shm-usage",
                                           "--ignore-certificate-errors",
                                           "--no-first-run",
                                           "--disable-background-networking",
                                           "--disable-component-update",
                                           "--lang=en",
                                           "--force-color-profile=srgb",
                                           "--hide-scrollbars",
                                           "--window-size=1280,800",
                                           "--user-data-dir=" + folder + "/profile",
                                           "about:blank"};
  std::string line = "exec";
  for (const std::string& argument : arguments) {
    line += " " + quoted(argument);
  }
  return line + " 3<" + quoted(folder + "/to-browser") + " 4>" + quoted(folder + "/from-browser");
}

struct Key {
  const char* name;
  const char* code;
  int number;
  const char* text;
};
constexpr Key keys[] = {
    {"Enter", "Enter", 13, "\r"}, {"Tab", "Tab", 9, ""}, {"Space", "Space", 32, " "}};

}  // namespace

bool Browser::is_there() {
  return !program().empty();
}

Result<std::unique_ptr<Browser>> Browser::start(const std::string& folder) {
  std::unique_ptr<Browser> self{new Browser};
  for (const char* pipe : {"/to-browser", "/from-browser"}) {
    if (mkfifo((folder + pipe).c_str(), 0600) != 0) {
      return Error{ErrorCode::io, "Cannot make a pipe in " + folder + "."};
    }
  }
  // For reading and writing, so that neither side waits for the other to open its end.
  self->to_ = ::open((folder + "/to-browser").c_str(), O_RDWR | O_CLOEXEC);
  self->from_ = ::open((folder + "/from-browser").c_str(), O_RDWR | O_CLOEXEC);
  TRY(self->process_, Process::start({{"/bin/sh", "-c", command_line(folder)},
                                      {{"HOME", folder}},
                                      folder + "/browser.out",
                                      folder + "/browser.err",
                                      std::nullopt}));
  TRY(const std::string made,
      self->ask("Target.createTarget", Json{{"url", "about:blank"}}.dump(), Whose::browser));
  const Json attach{{"targetId", Json::parse(made)["targetId"]}, {"flatten", true}};
  TRY(const std::string attached,
      self->ask("Target.attachToTarget", attach.dump(), Whose::browser));
  self->page_ = Json::parse(attached)["sessionId"];
  TRY_DO(self->resize(1280, 800));
  return self;
}

Browser::~Browser() {
  if (process_) {
    process_->end();
  }
  for (const int pipe : {to_, from_}) {
    if (pipe >= 0) {
      close(pipe);
    }
  }
}

// Messages end with a zero byte.
Result<std::string> Browser::next_message() {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    if (const std::size_t end = ahead_.find('\0'); end != std::string::npos) {
      std::string message = ahead_.substr(0, end);
      ahead_.erase(0, end + 1);
      return message;
    }
    pollfd waiting{from_, POLLIN, 0};
    const bool more = poll(&waiting, 1, 100) > 0;
    char bytes[64 * 1024];
    const ssize_t count = more ? read(from_, bytes, sizeof bytes) : 0;
    ahead_.append(bytes, count > 0 ? static_cast<std::size_t>(count) : 0);
    if (!process_->running() || given_up() || std::chrono::steady_clock::now() > deadline) {
      return Error{ErrorCode::unavailable, "Chromium does not answer: " + process_->errors()};
    }
  }
}

Result<std::string> Browser::ask(const std::string& method, const std::string& parameters,
                                 Whose whose) {
  Json message{{"id", ++asked_}, {"method", method}, {"params", Json::parse(parameters)}};
  if (whose == Whose::page) {
    message["sessionId"] = page_;
  }
  const std::string bytes = message.dump() + '\0';
  if (write(to_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    return Error{ErrorCode::unavailable, "Chromium takes no more commands."};
  }
  for (;;) {
    TRY(const std::string text, next_message());
    const Json reply = Json::parse(text, nullptr, false);
    if (!reply.is_object() || reply.value("id", 0) != asked_) {
      continue;  // an event
    }
    if (reply.contains("error")) {
      return Error{ErrorCode::invalid, method + ": " + reply["error"].dump()};
    }
    return reply["result"].dump();
  }
}

Status Browser::open(const std::string& url) {
  TRY(const std::string reply, ask("Page.navigate", Json{{"url", url}}.dump()));
  const Json json = Json::parse(reply);
  if (json.contains("errorText")) {
    return Error{ErrorCode::unavailable, url + ": " + json["errorText"].dump()};
  }
  return wait_until("document.readyState === 'complete'");
}

Result<std::string> Browser::value_of(const std::string& expression) {
  const Json question{{"expression", expression}, {"awaitPromise", true}, {"returnByValue", true}};
  TRY(const std::string reply, ask("Runtime.evaluate", question.dump()));
  const Json json = Json::parse(reply);
  if (json.contains("exceptionDetails")) {
    return Error{ErrorCode::invalid, expression + ": " + json["exceptionDetails"].dump()};
  }
  return json["result"].value("value", Json(nullptr)).dump();
}

Status Browser::wait_until(const std::string& expression) {
  std::string last;
  const bool came = eventually([&] {
    // A page that is just being replaced answers with an error: ask the next one.
    const auto value = value_of("Boolean(" + expression + ")");
    last = value ? *value : value.error().message;
    return last == "true";
  });
  if (came) {
    return ok();
  }
  const auto shown = value_of("document.body.innerText");
  return Error{ErrorCode::not_found,
               "Never: " + expression + " (" + last + "); the page says " + (shown ? *shown : "")};
}

Status Browser::wait_for_text(const std::string& text) {
  return wait_until("document.body.innerText.includes(" + Json(text).dump() + ")");
}

Status Browser::click(const std::string& selector) {
  const std::string named = Json(selector).dump();
  TRY_DO(wait_until("document.querySelector(" + named + ")?.checkVisibility()"));
  TRY(const std::string place,
      value_of("(() => { const box = document.querySelector(" + named +
               ").getBoundingClientRect(); return {x: box.x + box.width / 2, y: box.y + box.height "
               "/ 2}; })()"));
  for (const char* type : {"mousePressed", "mouseReleased"}) {
    Json event = Json::parse(place);
    event.update({{"type", type}, {"button", "left"}, {"clickCount", 1}});
    TRY([[maybe_unused]] const std::string done, ask("Input.dispatchMouseEvent", event.dump()));
  }
  return ok();
}

Status Browser::type(const std::string& text) {
  TRY([[maybe_unused]] const std::string done,
      ask("Input.insertText", Json{{"text", text}}.dump()));
  return ok();
}

Status Browser::press(const std::string& name) {
  for (const Key& key : keys) {
    if (name != key.name) {
      continue;
    }
    for (const char* type : {"keyDown", "keyUp"}) {
      const Json event{{"type", type},
                       {"key", name == "Space" ? " " : name},
                       {"code", key.code},
                       {"windowsVirtualKeyCode", key.number},
                       {"text", std::string(type) == "keyDown" ? key.text : ""}};
      TRY([[maybe_unused]] const std::string done, ask("Input.dispatchKeyEvent", event.dump()));
    }
    return ok();
  }
  return Error{ErrorCode::invalid, "There is no key " + name + " here."};
}

Status Browser::resize(int width, int height) {
  const Json size{
      {"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}};
  TRY([[maybe_unused]] const std::string done,
      ask("Emulation.setDeviceMetricsOverride", size.dump()));
  return ok();
}

Status Browser::photograph(const std::string& path) {
  TRY(const std::string reply, ask("Page.captureScreenshot", R"({"format":"png"})"));
  const std::string text = Json::parse(reply)["data"];
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return Error{ErrorCode::invalid, "The picture cannot be read."};
  }
  bytes.resize(size);
  write_text(path, bytes);
  return ok();
}

Result<std::string> Browser::cookies() {
  TRY(const std::string reply, ask("Network.getCookies", "{}"));
  return Json::parse(reply)["cookies"].dump();
}

}  // namespace lintel::e2e
