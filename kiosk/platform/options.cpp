#include "kiosk/platform/options.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "kiosk/platform/build_paths.h"

namespace lintel::kiosk {
namespace {

std::string default_data_folder() {
  if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg && *xdg) {
    return std::string{xdg} + "/lintel-kiosk";
  }
  if (const char* home = std::getenv("HOME"); home && *home) {
    return std::string{home} + "/.local/share/lintel-kiosk";
  }
  return "/var/lib/lintel-kiosk";
}

std::string default_config_file() {
  if (const char* xdg = std::getenv("XDG_CONFIG_HOME"); xdg && *xdg) {
    return std::string{xdg} + "/lintel/kiosk.toml";
  }
  const char* home = std::getenv("HOME");
  return home && *home ? std::string{home} + "/.config/lintel/kiosk.toml"
                       : "/etc/lintel/kiosk.toml";
}

// Installed beside the program, else where the build put them.
std::string default_language_folder() {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto installed = program.parent_path() / "../share/lintel/lang";
  if (!ignored && std::filesystem::is_directory(installed, ignored)) {
    return installed.lexically_normal().string();
  }
  return std::string{build_language_folder};
}

std::optional<PixelSize> parse_size(const std::string& text) {
  PixelSize size;
  char end = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &size.width, &size.height, &end) != 2 ||
      size.width < 320 || size.height < 320 || size.width > 16384 || size.height > 16384) {
    return std::nullopt;
  }
  return size;
}

Parsed mistake(const std::string& sentence) {
  std::cerr << "lintel-kiosk: " << sentence << '\n';
  return {std::nullopt, 2};
}

}  // namespace

Parsed parse_options(int argc, char** argv) {
  Options options;
  std::string windowed;
  std::string now;
  CLI::App app{"The tablet at a session-room door: what is on, and one tap for the presenters."};
  app.name("lintel-kiosk");
  app.set_config("--config", default_config_file(), "A TOML file with any of these options");
  app.add_option("--room", options.room,
                 "The room of this door, as in the schedule: 204 (default: the one it is given "
                 "when it is paired)");
  app.add_option("--collector", options.collector, "Where answers go and the schedule comes from")
      ->capture_default_str();
  app.add_flag("--forget-collector", options.forget_collector,
               "Pair anew, with a collector that was set up anew; every answer is kept");
  app.add_option("--data", options.data_folder, "Where answers are kept")
      ->default_str(default_data_folder());
  app.add_option("--language", options.language, "Start in this language instead of the event's");
  app.add_option("--windowed", windowed,
                 "A window of this size instead of the full screen: 1280x800");
  app.add_option("--now", now, "At a desk: let the clock start here: 2026-11-20T10:41");
  app.add_flag("--reduce-motion", options.reduce_motion, "Draw every change at once");
  app.add_option("--lang-folder", options.language_folder, "Compiled translations")
      ->default_str(default_language_folder());
  app.add_option("--semantics", options.semantics_file,
                 "At a desk: write what is on screen to this file, one JSON line for each change");
  auto* const bundle = app.add_option(
      "--write-bundle", options.bundle_folder,
      "Write every answer that may leave to a file in this folder, a USB stick's, and stop; "
      "lintel-collector bundle import reads it");
  app.add_option("--stick", options.stick_folder,
                 "The folder a USB stick shows as, for \"Save to a USB stick\" at the door "
                 "(default: the stick mounted last below /media or /run/media)");
  app.add_option("--read-schedule", options.schedule_file,
                 "Take the schedule from this file of lintel-collector event export --format "
                 "lintel, and stop")
      ->excludes(bundle);
  app.add_flag("--end-day", options.end_day,
               "The day is over at this tablet: close its questions for good, let every answer go, "
               "and stop; with --write-bundle, write it to the stick too");
  app.add_option("--stats", options.stats_file,
                 "At a desk: write counts and times to this file at exit");
  // For tests of this program: nobody at a school need know.
  int schedule_every_s = static_cast<int>(options.schedule_every.count());
  app.add_option("--schedule-every", schedule_every_s)->group("")->check(CLI::Range(1, 3600));
  int send_minute_s = static_cast<int>(options.send_minute.count());
  auto* const send_minute =
      app.add_option("--send-minute", send_minute_s)->group("")->check(CLI::Range(1, 60));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    app.exit(help);
    return {std::nullopt, 0};
  } catch (const CLI::ParseError& error) {
    return mistake(std::string{error.what()} + " (lintel-kiosk --help lists the options)");
  }
  options.schedule_every = std::chrono::seconds{schedule_every_s};
  options.send_minute = std::chrono::seconds{send_minute_s};
  if (options.data_folder.empty()) {
    options.data_folder = default_data_folder();
  }
  if (options.language_folder.empty()) {
    options.language_folder = default_language_folder();
  }
  // What writes touches or times down, or sends sooner, is for a desk and never for a door.
  const bool watches = !options.semantics_file.empty() || !options.stats_file.empty();
  if (windowed.empty() && (watches || send_minute->count() > 0)) {
    return mistake(
        "--semantics, --stats and --send-minute show when somebody answered: they work with "
        "--windowed only, at a desk.");
  }
  if (!windowed.empty()) {
    options.windowed = parse_size(windowed);
    if (!options.windowed) {
      return mistake("--windowed " + windowed +
                     ": this is no size; write width and height from 320 on, as in 1280x800.");
    }
  }
  if (!now.empty()) {
    auto time = parse_local_time(now);
    if (!time) {
      return mistake("--now " + now + ": this is no time; write it as 2026-11-20T10:41.");
    }
    options.stand_at = *time;
  }
  return {std::move(options), 0};
}

}  // namespace lintel::kiosk
