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

TEST_CASE("Two of the tiles mean that something will be used", "[response]") {
  CHECK((means_will_use("yes-this-week") && means_will_use("yes-with-help")));
  CHECK((!means_will_use("not-sure") && !means_will_use("not-for-me")));
}

TEST_CASE("The form that was asked before is still known", "[response]") {
  REQUIRE(find_form("exit/1") != nullptr);
  CHECK(find_form("exit/1")->help.size() + 1 == exit_form().help.size());
  CHECK(find_form(exit_form().id) == &exit_form());
  CHECK(find_form("exit/99") == nullptr);
}

TEST_CASE("A purpose has one name", "[response]") {
  for (const Purpose purpose :
       {Purpose::exit, Purpose::practice, Purpose::listening, Purpose::follow_up}) {
    CHECK(*parse_purpose(to_text(purpose)) == purpose);
  }
  CHECK_FALSE(parse_purpose("lunch"));
}
