// lintel-demo-driver: what ./demo runs once everything is built. With --window a person plays at
// the display that is there; without, twelve teachers are played on a display of its own while the
// collector is down, and the counts must meet once it is up again.
#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/demo/day.h"
#include "tests/e2e/demo/report.h"
#include "tests/e2e/demo/rush.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/pairing.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::demo {
namespace {

// At the end of the day all that is held goes together; the wait is for the tablet's first try.
constexpr std::chrono::seconds arrival{60};

struct Arguments {
  std::vector<std::string> day;  // empty: the sample day
  std::string out;
  bool window = false;
  bool keep = false;
};

struct Folders {
  std::string work;
  std::string tablet() const { return work + "/tablet"; }
  std::string collector() const { return work + "/collector"; }
};

void tell(const std::string& sentence) {
  std::printf("%s\n", sentence.c_str());
  std::fflush(stdout);
}

Result<Arguments> parse(int argc, char** argv) {
  Arguments arguments;
  bool in_day = false;
  for (int i = 1; i < argc; ++i) {
    const std::string text = argv[i];
    const bool is_option = text.starts_with("--");
    if (text == "--window") {
      arguments.window = true;
    } else if (text == "--keep") {
      arguments.keep = true;
    } else if (text == "--out" && i + 1 < argc) {
      arguments.out = argv[++i];
    } else if (text != "--day" && (is_option || !in_day)) {
      return Error{ErrorCode::invalid, "Unknown argument " + text + "; see ./demo --help."};
    } else if (!is_option) {
      arguments.day.push_back(text);
    }
    in_day = text == "--day" || (in_day && !is_option);
  }
  if (arguments.out.empty()) {
    return Error{ErrorCode::invalid, "--out FOLDER is missing; ./demo gives it."};
  }
  return arguments;
}

e2e::KioskOptions kiosk_options(const Folders& folders, const Door& door,
                                const std::string& collector_url, const std::string& display) {
  e2e::KioskOptions options;
  options.display = display;
  options.folder = folders.work;
  options.data = folders.tablet();
  options.collector = collector_url;
  options.room = door.room;
  options.now = door.now;
  return options;
}

// The sample day needs no password: "Later" on the page leaves it at this one sign-in.
void tell_admin_page(const e2e::Collector& collector) {
  tell("Admin page, as long as this runs: " + collector.sign_in_link());
  tell(
      "  This address signs you in once, without a password; for the demo choose \"Later\" there. "
      "Back at " +
      collector.admin_page() + " the browser stays signed in.");
}

// The tablet has to know the day before the network goes.
Status fetch_schedule(e2e::Kiosk& kiosk, const Door& door) {
  return kiosk.wait_until("the schedule from the collector", [&](const e2e::Sight& sight) {
    return sight.screen == "door" && sight.find("leave") != nullptr &&
           sight.says(door.title.substr(0, 12));
  });
}

// As on the day before the day: the tablet shows a code, an adult at the collector lets it in.
Status pair(e2e::Kiosk& kiosk, const Folders& folders, Play* pictures) {
  TRY(const e2e::PairingSeen seen, e2e::read_pairing(kiosk));
  if (pictures != nullptr) {
    TRY_DO(pictures->picture("pairing"));
  }
  tell("The new tablet shows the code " + seen.code + " and the words \"" + seen.words +
       "\". The collector shows the same words, so it is let in as an admin does:\n"
       "  lintel-collector pair approve " +
       seen.code);
  return e2e::let_in(kiosk, folders.collector());
}

Result<e2e::Books> wait_for_counts(const std::string& data) {
  e2e::Books books;
  Status status = ok();
  e2e::eventually(
      [&] {
        auto now = e2e::Collector::ledger(data);
        if (!now) {
          status = now.error();
          return true;
        }
        books = *now;
        return books.meets && books.received == teachers;
      },
      arrival);
  TRY_DO(status);
  return books;
}

Status play_headless(const Folders& folders, const Arguments& arguments, const Door& door,
                     std::unique_ptr<e2e::Collector> collector) {
  TRY(const auto server, e2e::XServer::start(1920, 1920));
  const int port = collector->port();
  auto options = kiosk_options(folders, door, collector->url(), server->display());
  TRY(auto kiosk, e2e::Kiosk::start(options));
  Play first{*kiosk, arguments.out};
  TRY_DO(pair(*kiosk, folders, &first));
  TRY_DO(fetch_schedule(*kiosk, door));
  tell("The tablet of room " + door.room + " has the schedule. Now the collector is stopped.");
  TRY_DO(collector->stop());
  collector.reset();

  Play play{*kiosk, arguments.out};
  play.continue_from(first);
  TRY_DO(play.look_round());
  tell("A rush of " + std::to_string(teachers) + " teachers at the door …");
  TRY_DO(play.rush());
  TRY_DO(kiosk->stop());
  TRY(const auto offline, e2e::Collector::ledger(folders.collector()));
  tell("All have answered; the collector has received " + std::to_string(offline.received) + ".");

  tell("The collector starts again, and the tablet is switched on at the end of the day (" +
       door.end_of_day + ").");
  TRY(collector, e2e::Collector::serve(folders.collector(), folders.work, port));
  options.now = door.end_of_day;
  options.size = "800x1280";
  TRY(kiosk, e2e::Kiosk::start(options));
  TRY(const auto books, wait_for_counts(folders.collector()));
  Play evening{*kiosk, arguments.out};
  evening.continue_from(play);
  TRY_DO(evening.picture("end-of-day-portrait"));

  TRY(const auto csv, e2e::Collector::results_csv(folders.collector()));
  e2e::write_text(arguments.out + "/results.csv", csv);
  tell("\n" + results_table(csv));
  const Verdict verdict = compare(teachers, books);
  tell(verdict.sentence);
  tell("Pictures and results.csv are in " + arguments.out + ".");
  TRY_DO(kiosk->stop());
  TRY_DO(collector->stop());
  if (!verdict.meets) {
    return Error{ErrorCode::corrupt, "The counts do not meet."};
  }
  return ok();
}

Status play_window(const Folders& folders, const Door& door, e2e::Collector& collector) {
  const char* display = std::getenv("DISPLAY");
  auto options = kiosk_options(folders, door, collector.url(), display ? display : "");
  options.played = false;
  options.send_minute.clear();
  TRY(auto kiosk, e2e::Kiosk::start(options));
  TRY_DO(pair(*kiosk, folders, nullptr));
  tell("The door of room " + door.room + " is open at " + door.now.substr(11) + ".");
  tell_admin_page(collector);
  tell("Close the window, or press Ctrl-C, to end.");
  while (!e2e::given_up() && kiosk->process().running() && collector.process().running()) {
    e2e::eventually([&] { return !kiosk->process().running() || !collector.process().running(); });
  }
  if (e2e::given_up()) {
    kiosk->process().end();
    collector.process().end();
    return ok();
  }
  if (!kiosk->process().running() && kiosk->process().wait() != 0) {
    return Error{ErrorCode::io, "lintel-kiosk ended: " + kiosk->process().errors()};
  }
  if (!collector.process().running()) {
    return Error{ErrorCode::io, "lintel-collector ended: " + collector.process().errors()};
  }
  return ok();
}

Status play(const Arguments& arguments, const Folders& folders) {
  TRY(auto collector, e2e::Collector::serve(folders.collector(), folders.work));
  const auto day = arguments.day.empty() ? std::vector{e2e::sample_day()} : arguments.day;
  TRY_DO(e2e::Collector::load_event(folders.collector(), day));
  TRY(const auto document, e2e::Collector::export_event(folders.collector()));
  TRY(const Door door, choose_door(document));
  if (arguments.window) {
    return play_window(folders, door, *collector);
  }
  tell_admin_page(*collector);
  std::error_code error;
  std::filesystem::remove_all(arguments.out, error);
  if (!std::filesystem::create_directories(arguments.out, error)) {
    return Error{ErrorCode::io, "Cannot make the folder " + arguments.out +
                                    ": make its parent writable, or remove what is in its place."};
  }
  return play_headless(folders, arguments, door, std::move(collector));
}

int run(int argc, char** argv) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    signal(number, [](int) { e2e::give_up(); });
  }
  auto arguments = parse(argc, argv);
  if (!arguments) {
    std::fprintf(stderr, "lintel: error: %s\n", arguments.error().message.c_str());
    return 2;
  }
  const e2e::TempFolder folder;
  Status outcome = play(*arguments, {folder.path().string()});
  if (arguments->keep) {
    const std::string kept = arguments->out + "-data";
    std::error_code error;
    std::filesystem::remove_all(kept, error);
    std::filesystem::copy(folder.path(), kept, std::filesystem::copy_options::recursive, error);
    tell(error ? "The data could not be kept in " + kept + ": " + error.message() + "."
               : "The tablet's and the collector's data are in " + kept + ".");
  }
  if (e2e::given_up()) {
    tell(arguments->window ? "Ended." : "Stopped; nothing is left running.");
    return arguments->window ? 0 : 130;
  }
  if (!outcome) {
    std::fprintf(stderr, "lintel: error: %s\n", outcome.error().message.c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace lintel::demo

int main(int argc, char** argv) {
  return lintel::demo::run(argc, argv);
}
