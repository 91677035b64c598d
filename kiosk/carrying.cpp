#include "kiosk/carrying.h"

#include <cstdio>

#include "kiosk/platform/clocks.h"
#include "kiosk/version.h"
#include "sync/client/bundle_file.h"

namespace lintel::kiosk {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "lintel-kiosk: %s\n", error.message.c_str());
  return 1;
}

std::string counted(std::size_t count, const char* one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace

int write_bundle(const Options& options) {
  const SystemClock clock;
  const auto sealed = bundle_of_folder(options.data_folder,
                                       {options.room, version, ClockQuality::unknown}, clock.now());
  if (!sealed) {
    return fail(sealed.error());
  }
  if (!sealed->notice.empty()) {
    std::fprintf(stderr, "lintel-kiosk: %s\n", sealed->notice.c_str());
  }
  const auto written = write_bundle_file(sealed->bundle, *sealed->key, options.bundle_folder);
  if (!written) {
    return fail(written.error());
  }
  std::printf("%s holds %s and was read back; take it to lintel-collector bundle import.\n",
              written->path.c_str(), counted(written->answers, "answer").c_str());
  return 0;
}

int read_schedule(const Options& options) {
  const SystemClock clock;
  const auto event = read_schedule_file(options.schedule_file, options.data_folder, clock.now());
  if (!event) {
    return fail(event.error());
  }
  std::printf("This tablet shows \"%s\" now: %s, %s.\n", event->title.c_str(),
              counted(event->rooms.size(), "room").c_str(),
              counted(event->sessions.size(), "session").c_str());
  return 0;
}

}  // namespace lintel::kiosk
