// The search and the page of a session, under a finger; the school's colour; the chosen language.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/ui/controls.h"
#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using samples::Kind;

void drag_up(Glass& glass, const View& view, ui::Point from, float by) {
  glass.finger.down(from.x, from.y);
  glass.frames(view, 2);
  for (int i = 1; i <= 8; ++i) {
    glass.finger.move(from.x, from.y - by * static_cast<float>(i) / 8);
    glass.frames(view, 1);
  }
  glass.frames(view, 3);
  glass.finger.up();
  glass.frames(view, 300);
}

}  // namespace

TEST_CASE("The search types, opens what it found and closes", "[ui][search]") {
  Glass glass;
  const View view = samples::search(Kind::english);
  glass.frames(view);
  glass.tap(view, "key.a");
  glass.tap(view, "session.greet");
  glass.tap(view, "search.field");
  glass.tap(view, "close");
  REQUIRE(glass.asked.size() == 4);
  CHECK(std::get<intent::TypeText>(glass.asked[0]).utf8 == "a");
  CHECK(std::get<intent::OpenSession>(glass.asked[1]).session.value == "greet");
  CHECK(std::holds_alternative<intent::EditSearch>(glass.asked[2]));
  CHECK(std::holds_alternative<intent::CloseSearch>(glass.asked[3]));
}

TEST_CASE("A long list of what was found scrolls, and opens nothing by it", "[ui][search]") {
  Glass glass{portrait};
  const View view = samples::search_results(Kind::english);
  glass.frames(view);
  const float before = glass.node("session.names-0").y;
  drag_up(glass, view, glass.centre("session.greet"), 240);
  CHECK(glass.asked.empty());
  const bool moved = !glass.has("session.names-0") || glass.node("session.names-0").y < before;
  CHECK(moved);
}

TEST_CASE("Another query shows its findings from the first", "[ui][search]") {
  Glass glass{portrait};
  View view = samples::search_results(Kind::english);
  glass.frames(view);
  const float first = glass.node("session.greet").y;
  drag_up(glass, view, glass.centre("session.greet"), 300);
  std::get<SearchView>(view.screen).text = "another";
  glass.frames(view);
  CHECK(glass.node("session.greet").y == first);
}

TEST_CASE("A session's page has everything, a code of its slides, and one way back",
          "[ui][session]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    const View view = samples::session_page(Kind::english);
    glass.frames(view, 20);
    for (const char* id : {"kicker", "session.title", "byline", "news.1", "challenge",
                           "suggestion.1", "slides.url", "qr"}) {
      INFO(id);
      CHECK(glass.has(id));
    }
    // What lies beneath is there to be seen, not to be touched.
    glass.tap(view, ui::Point{60, 60});
    CHECK(glass.asked.empty());
    glass.tap(view, "close");
    REQUIRE(glass.asked.size() == 1);
    CHECK(std::holds_alternative<intent::CloseOverlay>(glass.asked[0]));
  }
}

TEST_CASE("A long page scrolls to its last suggestion", "[ui][session]") {
  Glass glass;
  View view = samples::session_page(Kind::long_words);
  auto& page = std::get<SessionOverlay>(view.overlay);
  for (int i = 0; i < 12; ++i) {
    page.suggestions.push_back("One more suggestion to read");
  }
  const std::string last = "suggestion." + std::to_string(page.suggestions.size());
  glass.frames(view, 20);
  CHECK_FALSE(glass.has(last));
  for (int i = 0; i < 6; ++i) {
    drag_up(glass, view, {400, 500}, 350);
  }
  CHECK(glass.has(last));
  CHECK(glass.asked.empty());
}

TEST_CASE("The door says what changed, on the card it changed on", "[ui][door]") {
  Glass glass;
  const View view = samples::door_changed(Kind::english);
  glass.frames(view);
  CHECK(glass.node("news").label == "Moved here from Gym · 12 min ago");
  CHECK(glass.has("side.1.news"));
  CHECK(glass.node("side.2.news").label == "Changed 12 min ago");
  CHECK(glass.node("stale").label == "Schedule as of 8:05");
}

TEST_CASE("A narrow door says in its foot how old its schedule is", "[ui][door]") {
  Glass glass{portrait};
  glass.frames(samples::door_changed(Kind::english));
  CHECK(glass.node("status").label == "Schedule as of 8:05");
  View trouble = samples::door_changed(Kind::english);
  trouble.chrome.status_tone = Tone::trouble;
  glass.frames(trouble);
  CHECK(glass.node("status").label == trouble.chrome.status);
}

TEST_CASE("The chosen language says that it is chosen", "[ui][chrome]") {
  Glass glass;
  View view = samples::door(Kind::english);
  glass.frames(view);
  for (const LanguageChoice& choice : view.chrome.languages) {
    CHECK(glass.node("language." + choice.code).checked == choice.selected);
  }
  CHECK(std::ranges::count_if(view.chrome.languages, &LanguageChoice::selected) == 1);
}

TEST_CASE("The school's colour is on everything that wears the accent, and goes with it",
          "[ui][accent]") {
  Glass glass;
  View view = samples::door(Kind::english);
  glass.frames(view);
  const auto own = glass.picture();
  view.chrome.accent = "#7A0019";
  glass.frames(view);
  CHECK(ui::colour::accent == ui::hex(0x7A0019));
  CHECK(ui::look::primary.fill == ui::hex(0x7A0019));
  CHECK(glass.picture() != own);
  view.chrome.accent.clear();
  glass.frames(view);
  CHECK(ui::colour::accent == ui::hex(0x0B6B6B));
  CHECK(ui::look::primary.fill == ui::hex(0x0B6B6B));
  CHECK(glass.picture() == own);
}

}  // namespace lintel::kiosk::ui_tests
