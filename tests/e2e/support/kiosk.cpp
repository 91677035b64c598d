#include "tests/e2e/support/kiosk.h"

#include <signal.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {
namespace {

// Several frames: what was going to change has changed.
constexpr milliseconds rest{250};

Sight parse_sight(const std::string& line) {
  Sight sight;
  const auto document = nlohmann::json::parse(line, nullptr, false);
  if (!document.is_object()) {
    return sight;
  }
  sight.screen = document.value("screen", "");
  sight.touches = document.value("touches", std::uint64_t{0});
  for (const auto& node : document.value("nodes", nlohmann::json::array())) {
    sight.nodes.push_back({node.value("role", ""), node.value("id", ""), node.value("label", ""),
                           node.value("x", 0.0), node.value("y", 0.0), node.value("width", 0.0),
                           node.value("height", 0.0), node.value("checked", false),
                           node.value("enabled", true), node.value("focused", false)});
  }
  return sight;
}

// What has been typed: into a note, or into the search.
std::string typed_text(const Sight& sight) {
  const Node* note = sight.find("note");
  const Node* field = note ? note : sight.find("query");
  return field ? field->label : "";
}

Point middle(const Node& node) {
  return {static_cast<int>(node.x + node.width / 2), static_cast<int>(node.y + node.height / 2)};
}

}  // namespace

const Node* Sight::find(const std::string& id) const {
  const auto found =
      std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
  return found == nodes.end() ? nullptr : &*found;
}

const Node* Sight::focused() const {
  const auto found = std::ranges::find_if(nodes, &Node::focused);
  return found == nodes.end() ? nullptr : &*found;
}

bool Sight::says(const std::string& text) const {
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](const Node& node) { return node.label.find(text) != std::string::npos; });
}

std::string Sight::summary() const {
  std::string text = "screen \"" + screen + "\":";
  for (const auto& node : nodes) {
    text +=
        "\n  " + node.role + " " + (node.id.empty() ? "-" : node.id) + " \"" + node.label + "\"";
  }
  return text;
}

Result<std::unique_ptr<Kiosk>> Kiosk::start(KioskOptions options) {
  std::unique_ptr<Kiosk> self{new Kiosk};
  self->semantics_file_ = options.folder + "/semantics.jsonl";
  write_text(self->semantics_file_, "");
  std::vector<std::string> arguments = options.starter;
  arguments.insert(
      arguments.end(),
      {kiosk_program(), "--room", options.room, "--data", options.data, "--windowed", options.size,
       "--semantics", self->semantics_file_, "--stats", options.folder + "/stats.json"});
  if (!options.now.empty()) {
    arguments.insert(arguments.end(), {"--now", options.now});
  }
  if (!options.collector.empty()) {
    arguments.insert(arguments.end(), {"--collector", options.collector});
  }
  if (!options.send_minute.empty()) {
    arguments.insert(arguments.end(), {"--send-minute", options.send_minute});
  }
  arguments.insert(arguments.end(), options.more.begin(), options.more.end());
  auto environment = options.environment;
  environment["DISPLAY"] = options.display;
  environment["WAYLAND_DISPLAY"] = "";
  if (options.played) {
    TRY(self->screen_, Screen::open(options.display));
  }
  TRY(self->process_, Process::start({arguments, environment, options.folder + "/kiosk.out",
                                      options.folder + "/kiosk.err", std::nullopt}));
  self->options_ = std::move(options);
  TRY_DO(self->wait_until("the first screen", [](const Sight& s) { return !s.screen.empty(); }));
  if (self->screen_) {
    TRY_DO(self->screen_->look_at(self->process_->pid()));
  }
  return self;
}

const Sight& Kiosk::see() {
  std::ifstream file{semantics_file_, std::ios::binary};
  file.seekg(static_cast<std::streamoff>(bytes_read_));
  std::ostringstream unread;
  unread << file.rdbuf();
  std::string fresh = unread.str();
  const auto end = fresh.rfind('\n');
  if (end == std::string::npos) {
    return sight_;  // nothing new, or a line that is still being written
  }
  fresh.resize(end);
  bytes_read_ += end + 1;
  const auto start = fresh.rfind('\n');
  sight_ = parse_sight(start == std::string::npos ? fresh : fresh.substr(start + 1));
  return sight_;
}

Error Kiosk::gone(const std::string& what) {
  const bool alive = process_->running();
  return {ErrorCode::unavailable,
          "Waited in vain for " + what + "; " +
              (alive ? "there was " + see().summary()
                     : "lintel-kiosk has ended with code " + std::to_string(*process_->wait())) +
              "\n" + process_->errors()};
}

Status Kiosk::wait_until(const std::string& what, const std::function<bool(const Sight&)>& holds,
                         milliseconds at_most) {
  bool reached = false;
  eventually(
      [&] {
        reached = holds(see());
        return reached || !process_->running();
      },
      at_most);
  if (!reached) {
    return gone(what);
  }
  return ok();
}

Status Kiosk::wait_for_screen(const std::string& screen, milliseconds at_most) {
  return wait_until(
      "screen " + screen, [&](const Sight& sight) { return sight.screen == screen; }, at_most);
}

Status Kiosk::wait_for_text(const std::string& text, milliseconds at_most) {
  return wait_until(
      "\"" + text + "\"", [&](const Sight& sight) { return sight.says(text); }, at_most);
}

void Kiosk::wait_for_rest() {
  auto last_change = std::chrono::steady_clock::now();
  std::size_t seen = bytes_read_;
  eventually([&] {
    see();
    const auto now = std::chrono::steady_clock::now();
    if (bytes_read_ != seen) {
      seen = bytes_read_;
      last_change = now;
    }
    return now - last_change >= rest;
  });
}

Status Kiosk::tap(const std::string& id) {
  TRY_DO(wait_until("target " + id, [&](const Sight& sight) {
    const Node* node = sight.find(id);
    return node && node->enabled;
  }));
  const std::uint64_t before = sight_.touches;
  screen_->tap(middle(*sight_.find(id)));
  return wait_until("an answer to the tap on " + id,
                    [&](const Sight& sight) { return sight.touches > before; });
}

// The keyboard offers capitals by itself where a sentence begins: either key will do.
// A key in the first moment of the keyboard was meant for what was there before.
Status Kiosk::type(const std::string& ascii) {
  eventually([] { return false; }, milliseconds{900});
  for (const char letter : ascii) {
    const char capital = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    const std::string key = letter == ' ' ? "key.space" : std::string{"key."} + letter;
    const std::string capital_key = std::string{"key."} + capital;
    TRY_DO(wait_until("target " + key, [&](const Sight& sight) {
      return sight.find(key) != nullptr || sight.find(capital_key) != nullptr;
    }));
    const std::string before = typed_text(sight_);
    TRY_DO(tap(sight_.find(key) ? key : capital_key));
    TRY_DO(wait_until("the letter " + std::string{letter} + " to appear",
                      [&](const Sight& sight) { return typed_text(sight) != before; }));
  }
  return ok();
}

void Kiosk::tap_blindly(const std::vector<std::string>& ids) {
  for (const auto& id : ids) {
    if (const Node* node = sight_.find(id)) {
      screen_->tap(middle(*node));
    }
  }
}

Status Kiosk::photograph(const std::string& path) {
  wait_for_rest();
  return screen_->photograph(path);
}

void Kiosk::kill() {
  process_->signal(SIGKILL);
  process_->wait();
}

Status Kiosk::stop() {
  process_->signal(SIGTERM);
  const auto code = process_->wait();
  if (code != 0) {
    return Error{ErrorCode::io, "lintel-kiosk ended with " +
                                    (code ? std::to_string(*code) : std::string{"nothing"}) + ": " +
                                    process_->errors()};
  }
  return ok();
}

}  // namespace lintel::e2e
