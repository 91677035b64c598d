// lintel-collector bundle …: answers that were carried here on a stick.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "shared/trust/limits.h"
#include "sync/collector/bundle_intake.h"
#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/dead_tablet.h"
#include "sync/collector/desk.h"

namespace lintel::collector {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

int fail(const Error& error, Streams streams, int exit_code = exit_failed) {
  streams.err << error.message << std::endl;
  return exit_code;
}

// Folders opened up, in the order of their names. What a cut-off writing left behind is hidden and
// has another ending.
Result<std::vector<std::string>> bundles_in(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  for (const std::string& path : given) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (fs::directory_iterator entry(path, failure), end; !failure && entry != end;
         entry.increment(failure)) {
      if (entry->path().extension() == trust::bundle_extension) {
        inside.push_back(entry->path().string());
      }
    }
    if (failure || inside.empty()) {
      return Error{ErrorCode::not_found,
                   path + " holds no bundle of a tablet (its name ends with .lintel)."};
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

// One line for the bundle, and one for each reason something in it was refused.
int print_outcome(const std::string& name, const std::string& body, Streams streams) {
  const Json report = Json::parse(body, nullptr, false);
  if (!report.is_object()) {
    return fail({ErrorCode::invalid, "The collector's answer cannot be read."}, streams);
  }
  const int refused = report.value("refused", 0);
  const int taken = report.value("taken", 0);
  const int received = report.value("received", 0);
  const std::string room = report.value("room", std::string{});
  streams.out << name << ": " << (room.empty() ? "a tablet without a room" : room) << ", "
              << report.value("stored", 0) << " stored, " << report.value("duplicate", 0)
              << " were here already, " << refused << " refused; " << taken << " taken "
              << (report.value("meets", false) ? "= " : "and ") << received << " received"
              << std::endl;
  const Json reasons = report.value("reasons", Json::object());
  for (const auto& [reason, count] : reasons.items()) {
    streams.err << name << ": " << count << " refused, " << reason << std::endl;
  }
  return refused == 0 ? exit_fine : exit_failed;
}

int import_bytes(Desk& desk, const std::string& name, std::string bytes, BundleOf whose,
                 Streams streams) {
  const bool is_large = bytes.size() > limits::bundle_posted_bytes_max;
  std::string path(bundle_path);
  path += whose == BundleOf::anybody ? "?" + std::string(accept_unpaired) : std::string{};
  const auto body = desk.post(path, bundle_content_type, std::move(bytes));
  if (body) {
    return print_outcome(name, *body, streams);
  }
  const std::string advice =
      is_large ? " A bundle this large is imported while lintel-collector serve is stopped." : "";
  return fail({body.error().code, name + ": " + body.error().message + advice}, streams,
              exit_bad_input);
}

// What the collector knows now, over all tablets.
void print_standing(Desk& desk, Streams streams) {
  const auto body = desk.get("/v1/admin/tablets");
  const Json report = body ? Json::parse(*body, nullptr, false) : Json();
  if (report.is_object()) {
    streams.out << report.value("sentence", std::string{}) << std::endl;
  }
}

}  // namespace

int bundle_import(const std::vector<std::string>& given, BundleOf whose,
                  const std::string& data_folder, Streams streams) {
  const auto files = bundles_in(given);
  if (!files) {
    return fail(files.error(), streams, exit_bad_input);
  }
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  int worst = exit_fine;
  for (const std::string& file : *files) {
    auto bytes = read_file(file, limits::bundle_bytes_max);
    const int outcome = bytes ? import_bytes(*desk, file, std::move(bytes).value(), whose, streams)
                              : fail(bytes.error(), streams, exit_bad_input);
    worst = std::max(worst, outcome);
  }
  print_standing(*desk, streams);
  return worst;
}

int bundle_from_folder(const FromFolder& command, const std::string& data_folder, Streams streams) {
  const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  const auto sealed =
      bundle_of_dead_tablet(command.folder, {command.room, "", ClockQuality::unknown}, now);
  if (!sealed) {
    return fail(sealed.error(), streams, exit_bad_input);
  }
  if (!sealed->notice.empty()) {
    streams.err << sealed->notice << std::endl;
  }
  const trust::Bundle& carried = sealed->gathered.bundle;
  if (!command.output.empty()) {
    const auto written = write_bundle_file(carried, *sealed->key, command.output);
    if (!written) {
      return fail(written.error(), streams);
    }
    streams.out << *written << " holds " << sealed->gathered.answers << " answers and "
                << sealed->gathered.notes << " notes." << std::endl;
    return exit_fine;
  }
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const int outcome = import_bytes(*desk, command.folder, trust::seal_bundle(carried, *sealed->key),
                                   command.whose, streams);
  print_standing(*desk, streams);
  return outcome;
}

}  // namespace lintel::collector
