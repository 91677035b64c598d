#include "tests/e2e/support/collector.h"

#include <signal.h>

#include <nlohmann/json.hpp>

#include "tests/e2e/support/programs.h"

namespace lintel::e2e {
namespace {

// The rest of the line that starts with `label`, or "" when it has not been printed in full.
std::string line_after(const std::string& text, const std::string& label) {
  const auto start = text.find(label);
  const auto end = start == std::string::npos ? start : text.find('\n', start);
  if (end == std::string::npos) {
    return {};
  }
  return text.substr(start + label.size(), end - start - label.size());
}

Result<std::string> command(std::vector<std::string> arguments) {
  std::string name = arguments[0];
  name += " " + arguments[1];
  arguments.insert(arguments.begin(), collector_program());
  Outcome outcome = run(arguments);
  if (outcome.exit_code != 0) {
    return Error{ErrorCode::io,
                 "lintel-collector " + name + " failed: " + outcome.errors + outcome.output};
  }
  return std::move(outcome.output);
}

}  // namespace

Result<std::unique_ptr<Collector>> Collector::serve(const std::string& data,
                                                    const std::string& folder, int port,
                                                    Serving serving) {
  std::unique_ptr<Collector> self{new Collector};
  std::vector<std::string> arguments{collector_program(),
                                     "serve",
                                     "--data",
                                     data,
                                     "--listen",
                                     "127.0.0.1:" + std::to_string(port)};
  if (serving == Serving::open_and_plain) {
    arguments.insert(arguments.end(), {"--plain", "--open"});
  }
  TRY(self->process_,
      Process::start(
          {arguments, {}, folder + "/collector.out", folder + "/collector.err", std::nullopt}));
  eventually([&] {
    return !line_after(self->process_->output(), "Admin page: ").empty() ||
           !self->process_->running();
  });
  const std::string output = self->process_->output();
  self->url_ = line_after(output, "Listening on ");
  self->admin_page_ = line_after(output, "Admin page: ");
  self->sign_in_link_ = line_after(output, "First sign-in, once and within an hour: ");
  if (self->url_.empty() || self->admin_page_.empty()) {
    return Error{ErrorCode::unavailable,
                 "lintel-collector did not start: " + self->process_->errors()};
  }
  self->port_ = std::stoi(self->url_.substr(self->url_.rfind(':') + 1));
  return self;
}

Status Collector::stop() {
  process_->signal(SIGTERM);
  const auto code = process_->wait();
  if (code != 0) {
    return Error{ErrorCode::io, "lintel-collector ended with " +
                                    (code ? std::to_string(*code) : std::string{"nothing"}) + ": " +
                                    process_->errors()};
  }
  return ok();
}

void Collector::kill() {
  process_->signal(SIGKILL);
  process_->wait();
}

Status Collector::load_event(const std::string& data, const std::vector<std::string>& files) {
  std::vector<std::string> arguments{"event", "load"};
  arguments.insert(arguments.end(), files.begin(), files.end());
  arguments.insert(arguments.end(), {"--data", data});
  TRY([[maybe_unused]] auto output, command(arguments));
  return ok();
}

Status Collector::undo_event(const std::string& data) {
  TRY([[maybe_unused]] auto output, command({"event", "undo", "--data", data}));
  return ok();
}

Result<std::string> Collector::export_event(const std::string& data) {
  return command({"event", "export", "--format", "lintel", "--data", data});
}

Result<std::string> Collector::results_csv(const std::string& data) {
  return command({"results", "export", "--format", "csv", "--data", data});
}

Result<std::string> Collector::results_json(const std::string& data) {
  return command({"results", "export", "--format", "json", "--data", data});
}

Result<std::string> Collector::words_for(const std::string& data, const std::string& code) {
  TRY(const auto text, command({"pair", "list", "--json", "--data", data}));
  const auto document = nlohmann::json::parse(text, nullptr, false);
  if (document.is_object()) {
    for (const auto& tablet : document.value("waiting", nlohmann::json::array())) {
      if (tablet.value("code", "") == code) {
        return tablet.value("words", "");
      }
    }
  }
  return Error{ErrorCode::not_found, "The collector knows no code " + code + ": " + text};
}

Status Collector::approve(const std::string& data, const std::string& code) {
  TRY([[maybe_unused]] auto output, command({"pair", "approve", code, "--data", data}));
  return ok();
}

Result<std::string> Collector::known_device(const std::string& data) {
  TRY(const auto text, command({"pair", "list", "--json", "--data", data}));
  const auto document = nlohmann::json::parse(text, nullptr, false);
  const auto tablets = document.is_object() ? document.value("tablets", nlohmann::json::array())
                                            : nlohmann::json::array();
  if (tablets.size() != 1) {
    return Error{ErrorCode::not_found, "There is not one known tablet: " + text};
  }
  return tablets[0].value("device", "");
}

Status Collector::revoke(const std::string& data, const std::string& device) {
  TRY([[maybe_unused]] auto output, command({"pair", "revoke", device, "--data", data}));
  return ok();
}

Result<std::string> Collector::admin_link(const std::string& data) {
  TRY(std::string line, command({"admin", "link", "--data", data}));
  line.erase(line.find('\n'));
  return line;
}

Result<Books> Collector::ledger(const std::string& data) {
  TRY(const auto text, command({"ledger", "--json", "--data", data}));
  const auto document = nlohmann::json::parse(text, nullptr, false);
  if (!document.is_object()) {
    return Error{ErrorCode::invalid, "lintel-collector ledger --json printed no JSON: " + text};
  }
  return Books{document.value("taken", 0), document.value("received", 0),
               document.value("meets", false), document.value("sentence", "")};
}

}  // namespace lintel::e2e
