#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "../sample.h"

using namespace lintel;

TEST_CASE("Every answer the door can give passes its check", "[response]") {
  std::mt19937 random{3};
  for (int i = 0; i < 500; ++i) {
    const auto checked = check_response(sample::response(random), exit_form());
    CAPTURE(checked ? std::string{} : checked.error().message);
    REQUIRE(checked);
  }
}

TEST_CASE("An answer no door can give is refused by its field", "[response]") {
  struct Case {
    const char* field;
    std::function<void(Response&)> spoil;
  };
  const std::vector<Case> cases = {
      {"id", [](Response& r) { r.id = Uuid{}; }},
      {"event", [](Response& r) { r.event.value.clear(); }},
      {"subject", [](Response& r) { r.session.value = std::string(201, 'x'); }},
      {"subject", [](Response& r) { r.session.value = "a\x01"; }},
      {"form", [](Response& r) { r.form = "exit/9"; }},
      {"answers.use", [](Response& r) { r.use = "maybe"; }},
      {"answers.try", [](Response& r) { r.tried = {0}; }},
      {"answers.try", [](Response& r) { r.tried = {9}; }},
      {"answers.try",
       [](Response& r) {
         r.tried = {2, 2};
       }},
      {"answers.try",
       [](Response& r) {
         r.tried = {3, 1};
       }},
      {"answers.help", [](Response& r) { r.help = {"money"}; }},
      {"answers.help",
       [](Response& r) {
         r.help = {"how", "time"};
       }},
      {"answers.help",
       [](Response& r) {
         r.help = {"time", "time"};
       }},
      {"note.prompt",
       [](Response& r) {
         r.note = Note{"else", "x"};
       }},
      {"note.text",
       [](Response& r) {
         r.note = Note{"working", ""};
       }},
      {"note.text",
       [](Response& r) {
         r.note = Note{"working", std::string(2001, 'x')};
       }},
      {"note.text",
       [](Response& r) {
         r.note = Note{"working", "\xC0\xAF"};
       }},
      {"flags", [](Response& r) { r.flags = {"Burst!"}; }},
      {"flags",
       [](Response& r) {
         r.flags = {"burst", "burst"};
       }},
      {"flags", [](Response& r) { r.flags.assign(9, "x"); }},
  };
  std::mt19937 random{4};
  for (const Case& one : cases) {
    Response response = sample::response(random);
    one.spoil(response);
    const auto checked = check_response(response, exit_form());
    CAPTURE(one.field);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().message.starts_with(std::string{one.field} + ": "));
  }
}

TEST_CASE("What follows the first tap depends on it", "[response]") {
  CHECK((asks_ideas("yes-this-week") && !asks_help("yes-this-week")));
  CHECK((asks_ideas("yes-with-help") && asks_help("yes-with-help")));
  CHECK((!asks_ideas("not-sure") && asks_help("not-sure")));
  CHECK((!asks_ideas("not-for-me") && !asks_help("not-for-me")));
  CHECK((means_will_use("yes-with-help") && !means_will_use("not-sure")));
}

TEST_CASE("A phase has one name", "[response]") {
  for (const Phase phase : {Phase::during, Phase::exit, Phase::late}) {
    CHECK(*parse_phase(to_text(phase)) == phase);
  }
  CHECK_FALSE(parse_phase("before"));
}
