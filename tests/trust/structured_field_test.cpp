#include "shared/trust/structured_field.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/trust/limits.h"

using namespace lintel;
using namespace lintel::trust;

namespace {

field::InnerList list_of(std::string_view text) {
  const auto dictionary = field::parse_dictionary(text);
  REQUIRE(dictionary);
  const field::Member* member = field::find(*dictionary, "a");
  REQUIRE(member != nullptr);
  const auto* list = std::get_if<field::InnerList>(&member->value);
  REQUIRE(list != nullptr);
  return *list;
}

}  // namespace

TEST_CASE("Every kind of value of a dictionary is read", "[field]") {
  const auto dictionary =
      field::parse_dictionary("  a=(\"x\" \"y\";k);n=-12, b=:AAE=:,\tc=tok/en;q=?0, d;e, *f=?1 ");
  REQUIRE(dictionary);
  REQUIRE(dictionary->size() == 5);
  const auto& list = std::get<field::InnerList>((*dictionary)[0].value);
  CHECK(list.items ==
        std::vector<field::Item>{{std::string{"x"}, {}}, {std::string{"y"}, {{"k", true}}}});
  CHECK(list.parameters == std::vector<field::Parameter>{{"n", std::int64_t{-12}}});
  const auto item = [&](std::size_t i) { return std::get<field::Item>((*dictionary)[i].value); };
  CHECK(item(1) == field::Item{field::Bytes{"AAE="}, {}});
  CHECK(item(2) == field::Item{field::Token{"tok/en"}, {{"q", false}}});
  CHECK(item(3) == field::Item{true, {{"e", true}}});
  CHECK((*dictionary)[4].key == "*f");
}

TEST_CASE("A list is written in the one form RFC 9651 has for it", "[field]") {
  CHECK(field::serialize(list_of("a=(  \"x\"   \"y\" );  n=012; m")) == "(\"x\" \"y\");n=12;m");
  CHECK(field::serialize(list_of("a=()")) == "()");
  CHECK(field::serialize(list_of(R"(a=("q\"b\\" t :AAE=: ?0 -5;z=?1))")) ==
        R"(("q\"b\\" t :AAE=: ?0 -5;z))");
}

TEST_CASE("An empty header is an empty dictionary", "[field]") {
  const auto dictionary = field::parse_dictionary("   ");
  REQUIRE(dictionary);
  CHECK(dictionary->empty());
}

TEST_CASE("What RFC 9651 forbids, and what we do not use, is refused", "[field]") {
  for (const std::string_view text : {"a=1,",
                                      "a=1 b=2",
                                      ",a=1",
                                      "A=1",
                                      "1a=1",
                                      "=1",
                                      "a=",
                                      "a==1",
                                      "a=1;",
                                      "a=1;=2",
                                      "a=\"x",
                                      "a=\"\\x\"",
                                      "a=\"\x7F\"",
                                      "a=\"\t\"",
                                      "a=\"\xC3\xA9\"",
                                      "a=:AA",
                                      "a=:A A:",
                                      "a=:A-_:",
                                      "a=?2",
                                      "a=?",
                                      "a=-",
                                      "a=1.5",
                                      "a=1234567890123456",
                                      "a=(",
                                      "a=(\"x\"",
                                      "a=(\"x\"\"y\")",
                                      "a=(\"x\",\"y\")",
                                      "a=((\"x\"))",
                                      "a=(\"x\")x",
                                      "a=1, a=2",
                                      "a=1;p;p",
                                      "a=@1659578233",
                                      "a=%\"x\"",
                                      "a=1\n",
                                      "a=1\r\n b=2",
                                      "\ta=1"}) {
    INFO(text);
    CHECK_FALSE(field::parse_dictionary(text));
  }
}

TEST_CASE("Every bound of a dictionary holds, and just below it all is well", "[field]") {
  const auto members = [](std::size_t count) {
    std::string text = "k0";
    for (std::size_t i = 1; i < count; ++i) {
      text += ", k" + std::to_string(i);
    }
    return text;
  };
  const auto items = [](std::size_t count) {
    std::string text = "a=(";
    for (std::size_t i = 0; i < count; ++i) {
      text += "1 ";
    }
    return text + ")";
  };
  const auto parameters = [](std::size_t count) {
    std::string text = "a";
    for (std::size_t i = 0; i < count; ++i) {
      text += ";p" + std::to_string(i);
    }
    return text;
  };
  const auto key = [](std::size_t bytes) { return std::string(bytes, 'k'); };
  const auto length = [](std::size_t bytes) { return "a=\"" + std::string(bytes - 4, 'x') + "\""; };

  CHECK(field::parse_dictionary(members(limits::field_members_max)));
  CHECK_FALSE(field::parse_dictionary(members(limits::field_members_max + 1)));
  CHECK(field::parse_dictionary(items(limits::field_items_max)));
  CHECK_FALSE(field::parse_dictionary(items(limits::field_items_max + 1)));
  CHECK(field::parse_dictionary(parameters(limits::field_parameters_max)));
  CHECK_FALSE(field::parse_dictionary(parameters(limits::field_parameters_max + 1)));
  CHECK(field::parse_dictionary(key(limits::field_key_bytes_max)));
  CHECK_FALSE(field::parse_dictionary(key(limits::field_key_bytes_max + 1)));
  CHECK(field::parse_dictionary(length(limits::signature_header_bytes_max)));
  CHECK_FALSE(field::parse_dictionary(length(limits::signature_header_bytes_max + 1)));
}
