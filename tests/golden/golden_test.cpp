// Every screen's look against an approved picture. LINTEL_BLESS=1 (or --bless) approves what is
// drawn now; a difference leaves the actual picture and one with the places marked in
// golden-failures/ of the build folder.
#include <algorithm>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <sstream>

#include "tests/golden/stage.h"
#include "tests/support/sample_views.h"
#include "tests/support/scanned_code.h"
#include "tests/support/test_fonts.h"

namespace lintel::golden {
namespace {

namespace fs = std::filesystem;
using kiosk::View;
using kiosk::samples::Kind;

constexpr int channel_tolerance = 8;
constexpr int palette_error = 5;  // leaves some of the tolerance for another rasteriser
constexpr double share_tolerance = 0.0005;

bool& blessing() {
  static bool on = std::getenv("LINTEL_BLESS") != nullptr;
  return on;
}

const fs::path approved_folder{LINTEL_GOLDEN_APPROVED};
const fs::path failures_folder{LINTEL_GOLDEN_FAILURES};
const fs::path fonts_record = approved_folder / "fonts.sha256";

std::string fonts_as_text(const kiosk::samples::TestFonts& fonts) {
  std::string text;
  for (const auto& font : fonts.read) {
    text += font.sha256 + "  " + font.name + "\n";
  }
  return text;
}

// The stage and fonts to draw with, or a reason not to.
struct Setting {
  std::unique_ptr<Stage> stage;
  const kiosk::samples::TestFonts* fonts = nullptr;
  std::string why_not;
};

Setting set_up() {
  Setting setting;
  std::string missing;
  setting.fonts = kiosk::samples::test_fonts(missing);
  if (setting.fonts == nullptr) {
    setting.why_not = "the font " + missing + " is not installed";
    return setting;
  }
  const std::string here = fonts_as_text(*setting.fonts);
  if (blessing()) {
    fs::create_directories(approved_folder);
    std::ofstream{fonts_record} << here;
  } else {
    std::ifstream file{fonts_record};
    std::stringstream recorded;
    recorded << file.rdbuf();
    if (recorded.str() != here) {
      setting.why_not =
          "the installed fonts are other versions than those of the approved pictures";
      return setting;
    }
  }
  setting.stage = Stage::open(setting.why_not);
  return setting;
}

// One window for all pictures.
Setting& shared_setting() {
  static Setting setting = set_up();
  return setting;
}

void check(Setting& setting, const std::string& name, const View& view, int width, int height) {
  const Picture actual = setting.stage->draw(view, width, height, setting.fonts->files);
  REQUIRE(!actual.rgb.empty());
  const fs::path approved_path = approved_folder / (name + ".png");
  if (blessing()) {
    REQUIRE(write_png(approved_path.string(), with_palette(actual, palette_error)));
    return;
  }
  const auto approved = read_png(approved_path.string());
  INFO("picture " << name);
  if (!approved) {
    FAIL_CHECK("there is no approved picture " << approved_path.string()
                                               << "; look at the screen, then run with --bless");
    return;
  }
  const Difference difference = compare(*approved, actual, channel_tolerance);
  if (difference.share > share_tolerance) {
    fs::create_directories(failures_folder);
    write_png((failures_folder / (name + ".actual.png")).string(), actual);
    write_png((failures_folder / (name + ".difference.png")).string(), difference.marked);
    FAIL_CHECK(difference.pixels << " pixels differ; see " << failures_folder.string());
  }
}

struct Size {
  const char* name;
  int width;
  int height;
};
constexpr Size landscape{"landscape", 1280, 800};
constexpr Size portrait{"portrait", 800, 1280};

std::string name_of(Kind kind) {
  switch (kind) {
    case Kind::english:
      return "english";
    case Kind::spanish:
      return "spanish";
    case Kind::long_words:
      return "long";
  }
  return "";
}

// English shows every screen; the other words are worth a picture where they change the layout.
bool is_pictured(Kind kind, const std::string& name) {
  const auto among = [&name](std::initializer_list<const char*> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  switch (kind) {
    case Kind::english:
      return true;
    case Kind::spanish:
      return !among({"door-moved", "door-cancelled", "quiet-room", "note-accents",
                     "exit-taken-back", "note-covered"});
    case Kind::long_words:
      return among({"door", "exit", "exit-tapped", "note", "board", "change", "slides",
                    "door-changed", "door-turnover", "door-next", "search", "search-results",
                    "session"});
  }
  return true;
}

void check_all(Kind kind, const Size& size) {
  Setting& setting = shared_setting();
  if (!setting.stage) {
    SKIP("Not compared: " << setting.why_not);
  }
  for (const auto& sample : kiosk::samples::all(kind)) {
    if (!is_pictured(kind, sample.name)) {
      continue;
    }
    check(setting, name_of(kind) + "-" + sample.name + "-" + size.name, sample.view, size.width,
          size.height);
  }
}

}  // namespace

TEST_CASE("The English screens in landscape look as approved", "[golden]") {
  check_all(Kind::english, landscape);
}

TEST_CASE("The English screens in portrait look as approved", "[golden]") {
  check_all(Kind::english, portrait);
}

TEST_CASE("The longest Spanish words in landscape look as approved", "[golden]") {
  check_all(Kind::spanish, landscape);
}

TEST_CASE("The longest Spanish words in portrait look as approved", "[golden]") {
  check_all(Kind::spanish, portrait);
}

TEST_CASE("Long titles and Chinese names in landscape look as approved", "[golden]") {
  check_all(Kind::long_words, landscape);
}

TEST_CASE("Long titles and Chinese names in portrait look as approved", "[golden]") {
  check_all(Kind::long_words, portrait);
}

TEST_CASE("Other sizes of day and window look as approved", "[golden]") {
  Setting& setting = shared_setting();
  if (!setting.stage) {
    SKIP("Not compared: " << setting.why_not);
  }
  using namespace kiosk::samples;
  check(setting, "board-40x12-landscape", board_of(40, 12), 1280, 800);
  check(setting, "board-40x12-portrait", board_of(40, 12), 800, 1280);
  check(setting, "board-1x1-landscape", board_of(1, 1), 1280, 800);
  check(setting, "board-days-landscape", board_of_days(Kind::english, 3), 1280, 800);
  check(setting, "board-days-portrait", board_of_days(Kind::spanish, 9), 800, 1280);
  check(setting, "board-clock-landscape", board_along_clock(24, 10), 1280, 800);
  check(setting, "board-clock-portrait", board_along_clock(24, 10), 800, 1280);
  check(setting, "board-clock-1-landscape", board_along_clock(1, 3), 1280, 800);
  View nothing = search(Kind::english);
  std::get<kiosk::SearchView>(nothing.screen).found.clear();
  std::get<kiosk::SearchView>(nothing.screen).none = "Nothing found for “na”";
  check(setting, "search-nothing-landscape", nothing, 1280, 800);
  View brief = session_page(Kind::english);
  std::get<kiosk::SessionOverlay>(brief.overlay).slides_url.clear();
  std::get<kiosk::SessionOverlay>(brief.overlay).suggestions.clear();
  std::get<kiosk::SessionOverlay>(brief.overlay).suggestions_label.clear();
  check(setting, "session-brief-landscape", brief, 1280, 800);
  View cancelled = brief;
  std::get<kiosk::SessionOverlay>(cancelled.overlay).cancelled = true;
  std::get<kiosk::SessionOverlay>(cancelled.overlay).news = {"Cancelled · Changed 12 min ago"};
  check(setting, "session-cancelled-portrait", cancelled, 800, 1280);
  View maroon = door_changed(Kind::english);
  maroon.chrome.accent = "#7A0019";
  check(setting, "door-maroon-landscape", maroon, 1280, 800);
  for (const std::size_t tiles : {3U, 5U}) {
    const std::string name = "exit-" + std::to_string(tiles) + "-tiles-";
    check(setting, name + "landscape", exit_of(Kind::english, tiles, 3), 1280, 800);
    check(setting, name + "portrait", exit_of(Kind::english, tiles, 2), 800, 1280);
  }
  for (const std::size_t ideas : {6U, 8U}) {
    const std::string name = "exit-" + std::to_string(ideas) + "-ideas-";
    check(setting, name + "landscape", exit_of(Kind::long_words, 4, ideas), 1280, 800);
    check(setting, name + "portrait", exit_of(Kind::long_words, 4, ideas), 800, 1280);
  }
  View above_card = door_turnover(Kind::english);
  above_card.overlay = slides(Kind::english).overlay;
  check(setting, "slides-above-card-landscape", above_card, 1280, 800);
  check(setting, "slides-above-card-portrait", above_card, 800, 1280);
  View pairing = exit(Kind::english);
  pairing.overlay = pairing_sheet(Kind::english).overlay;
  check(setting, "exit-pairing-landscape", pairing, 1280, 800);
  check(setting, "exit-pairing-portrait", pairing, 800, 1280);
  View large_change = change(Kind::spanish);
  large_change.chrome.large_text = true;
  check(setting, "change-large-1024x600", large_change, 1024, 600);
  check(setting, "exit-tapped-1024x600", exit_tapped(Kind::english), 1024, 600);
  check(setting, "door-turnover-1024x600", door_turnover(Kind::english), 1024, 600);
  check(setting, "door-turnover-600x1024", door_turnover_saved(Kind::spanish), 600, 1024);
  check(setting, "door-next-1024x600", door_next(Kind::spanish), 1024, 600);
  View late = door_turnover_saved(Kind::english);
  late.chrome.large_text = true;
  check(setting, "door-turnover-large-text-landscape", late, 1280, 800);
  check(setting, "door-1024x600", door(Kind::english), 1024, 600);
  check(setting, "exit-1024x600", exit(Kind::spanish), 1024, 600);
  check(setting, "note-1024x600", note(Kind::english), 1024, 600);
  check(setting, "door-1920x1080", door(Kind::english), 1920, 1080);
  View large = door(Kind::english);
  large.chrome.large_text = true;
  check(setting, "door-large-text-landscape", large, 1280, 800);
  large = exit_tapped(Kind::spanish);
  large.chrome.large_text = true;
  check(setting, "exit-large-text-portrait", large, 800, 1280);
  large = exit_tapped(Kind::english);
  large.chrome.large_text = true;
  check(setting, "exit-large-text-landscape", large, 1280, 800);
  large = exit(Kind::english);
  large.chrome.large_text = true;
  check(setting, "exit-waiting-large-text-landscape", large, 1280, 800);
}

TEST_CASE("Another program reads the codes of slides off the screens", "[golden][qr]") {
  Setting& setting = shared_setting();
  if (!setting.stage) {
    SKIP("Not drawn: " << setting.why_not);
  }
  if (!test::has_code_reader()) {
    SKIP("Not read: install zbar-tools and librsvg2-bin.");
  }
  const std::string file = (fs::temp_directory_path() / "lintel-golden-code.png").string();
  const auto check_read = [&](const View& view, const Size& size, const std::string& url) {
    INFO(url << ", " << size.name);
    REQUIRE(
        write_png(file, setting.stage->draw(view, size.width, size.height, setting.fonts->files)));
    CHECK(test::scanned_png(file) == url);
  };
  for (const Kind kind : {Kind::english, Kind::long_words}) {
    const View slides = kiosk::samples::slides(kind);
    const View page = kiosk::samples::session_page(kind);
    for (const Size& size : {landscape, portrait, Size{"small", 1024, 600}}) {
      check_read(slides, size, std::get<kiosk::SlidesOverlay>(slides.overlay).url);
      check_read(page, size, std::get<kiosk::SessionOverlay>(page.overlay).slides_url);
    }
  }
  fs::remove(file);
}

}  // namespace lintel::golden

int main(int argc, char* argv[]) {
  Catch::Session session;
  bool bless = false;
  session.cli(session.cli() |
              Catch::Clara::Opt(bless)["--bless"]("approve the pictures as they are drawn now"));
  const int code = session.applyCommandLine(argc, argv);
  if (code != 0) {
    return code;
  }
  if (bless) {
    lintel::golden::blessing() = true;
  }
  return session.run();
}
