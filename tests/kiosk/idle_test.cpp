#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

TEST_CASE("An idle board asks whether somebody is there, then goes back to the door", "[idle]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.wait(milliseconds{24999});
  CHECK(door.overlays<std::monostate>());
  door.wait(milliseconds{1});
  REQUIRE(door.overlays<StillHereOverlay>());
  const auto asked = std::get<StillHereOverlay>(door.view().overlay);
  CHECK(asked.title == "Still here?");
  CHECK(asked.hint == "Going back to the door in 20 s");
  CHECK(asked.button == "Yes, still here");
  door.wait(milliseconds{19001});
  CHECK(std::get<StillHereOverlay>(door.view().overlay).hint == "Going back to the door in 1 s");
  door.wait(milliseconds{999});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.shows<DoorView>());
}

TEST_CASE("Whoever says to be there stays, and the count starts anew", "[idle]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.wait(seconds{30});
  door.does(intent::StillHere{});
  CHECK(door.shows<BoardView>());
  CHECK(door.overlays<std::monostate>());
  door.wait(seconds{24});
  CHECK(door.overlays<std::monostate>());
  door.wait(seconds{1});
  CHECK(door.overlays<StillHereOverlay>());
}

TEST_CASE("Any touch answers the question and does nothing else", "[idle]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.wait(seconds{30});
  door.does(intent::ShowDoor{});
  CHECK(door.shows<BoardView>());
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("A touch anywhere keeps a board from going idle", "[idle]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.wait(seconds{20});
  door.does(intent::Touched{});
  door.wait(seconds{20});
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("Under the question an overlay waits", "[idle][overlay]") {
  Door door;
  door.does(intent::OpenSlides{});
  door.wait(seconds{25});
  CHECK(door.overlays<StillHereOverlay>());
  door.does(intent::StillHere{});
  CHECK(door.overlays<SlidesOverlay>());
  door.wait(seconds{45});
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("Before the exit question nobody is asked whether they are there", "[idle]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  door.wait(seconds{24});
  CHECK(door.overlays<ChangeOverlay>());
  door.wait(seconds{1});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.shows<ExitView>());
}

TEST_CASE("A door that slept through everything is back at its base", "[idle]") {
  Door door;
  door.at("10:46");
  door.take(event::NotesOffered{true});
  door.tap_stored("yes-this-week");
  door.does(intent::AddNote{});
  door.wait(seconds{1});
  door.does(intent::TypeText{"H"});
  door.wait(seconds{300});
  CHECK(door.shows<ExitView>());
  CHECK(door.overlays<std::monostate>());
  CHECK_FALSE(door.state.answer);
  CHECK(door.seals() == 1);
}

TEST_CASE("The language is chosen at the door and goes back after a minute without a touch",
          "[idle][language]") {
  Door door;
  CHECK(shown_language(door.state) == "en");
  door.does(intent::SetLanguage{"es"});
  CHECK(door.screen<DoorView>().leave_button == "¿Ya te vas? Díselo con un toque");
  CHECK(door.screen<DoorView>().byline == "Presentan Amara, Luis y Mei · Grade 10");
  door.wait(milliseconds{59999});
  CHECK(shown_language(door.state) == "es");
  door.wait(milliseconds{1});
  CHECK(shown_language(door.state) == "en");
}

TEST_CASE("Languages stand in the footer by their own names", "[language]") {
  Door door;
  CHECK(door.view().chrome.languages ==
        std::vector<LanguageChoice>{{"en", "English", true}, {"es", "Español", false}});
  SECTION("only those with words here") {
    door.state.catalogues = {"en"};
    CHECK(door.view().chrome.languages.empty());
    door.does(intent::SetLanguage{"es"});
    CHECK(shown_language(door.state) == "en");
  }
  SECTION("a language that is not offered is not taken") {
    door.does(intent::SetLanguage{"xx"});
    CHECK(shown_language(door.state) == "en");
  }
  SECTION("a tablet may have a default of its own") {
    door.state.default_language = "es";
    CHECK(shown_language(door.state) == "es");
    door.does(intent::SetLanguage{"en"});
    CHECK(shown_language(door.state) == "en");
    door.wait(seconds{60});
    CHECK(shown_language(door.state) == "es");
  }
}

TEST_CASE("Language and large letters go back a minute after an answer when nobody comes",
          "[idle][language]") {
  Door door;
  door.at("10:46");
  door.does(intent::SetLanguage{"es"});
  door.does(intent::ToggleLargeText{});
  door.tap_stored("yes-this-week");
  CHECK(door.view().chrome.large_text);
  door.wait(seconds{59});
  CHECK_FALSE(door.state.answer);  // what is private went long before
  CHECK(shown_language(door.state) == "es");
  CHECK(door.view().chrome.large_text);
  door.wait(seconds{1});
  CHECK(shown_language(door.state) == "en");
  CHECK_FALSE(door.view().chrome.large_text);
}

TEST_CASE("Whoever reads large letters keeps them while they look and touch", "[idle]") {
  Door door;
  door.does(intent::ToggleLargeText{});
  door.wait(seconds{59});
  CHECK(door.view().chrome.large_text);
  door.does(intent::Touched{});
  door.wait(seconds{59});
  CHECK(door.view().chrome.large_text);
  door.wait(seconds{1});
  CHECK_FALSE(door.view().chrome.large_text);
}

TEST_CASE("What somebody chose of the day goes before their language does", "[idle][language]") {
  Door door;
  door.does(intent::SetLanguage{"es"});
  door.does(intent::ShowBoard{});
  door.wait(limits::flow_idle + limits::still_here);
  CHECK(door.shows<DoorView>());
  CHECK(shown_language(door.state) == "es");
  door.wait(seconds{60} - limits::flow_idle - limits::still_here);
  CHECK(shown_language(door.state) == "en");
}
