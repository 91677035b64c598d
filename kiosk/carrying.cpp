#include "kiosk/carrying.h"

#include <cstdio>

#include "kiosk/platform/clocks.h"
#include "kiosk/version.h"
#include "shared/core/counted.h"
#include "sync/client/bundle_file.h"

namespace lintel::kiosk {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "lintel-kiosk: %s\n", error.message.c_str());
  return 1;
}

}  // namespace

int write_bundle(const Options& options) {
  const SystemClock clock;
  const auto sealed =
      bundle_of_folder(options.data_folder, {.room = options.room, .version = version},
                       HeldAnswers::stay, clock.now());
  if (!sealed) {
    return fail(sealed.error());
  }
  if (!sealed->notice.empty()) {
    std::fprintf(stderr, "lintel-kiosk: %s\n", sealed->notice.c_str());
  }
  const GatheredBundle& gathered = sealed->gathered;
  const auto path = write_bundle_file(gathered.bundle, *sealed->key, options.bundle_folder);
  if (!path) {
    return fail(path.error());
  }
  const std::string notes = gathered.notes > 0 ? " and " + counted(gathered.notes, "note") : "";
  std::printf("%s holds %s%s and was read back; take it to lintel-collector bundle import.\n",
              path->c_str(), counted(gathered.answers, "answer").c_str(), notes.c_str());
  if (gathered.waiting.topics > 0) {
    std::printf(
        "Answers of %s are not in it: they wait until their questions are closed. When the day is "
        "over, --end-day lets them go.\n",
        counted(gathered.waiting.topics, "session").c_str());
  }
  return 0;
}

int end_day(const Options& options) {
  const SystemClock clock;
  const auto ended = end_day_of_folder(options.data_folder, clock.now());
  if (!ended) {
    return fail(ended.error());
  }
  if (!ended->notice.empty()) {
    std::fprintf(stderr, "lintel-kiosk: %s\n", ended->notice.c_str());
  }
  if (ended->waiting == 0) {
    std::printf("The day is over on this tablet: nothing on it waits to be sent.\n");
    return 0;
  }
  std::printf(
      "The day is over on this tablet: %s for the network, or for a stick (--write-bundle).\n",
      counted(ended->waiting, "answer or note waits", "answers and notes wait").c_str());
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
