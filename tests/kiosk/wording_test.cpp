#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/capitals.h"
#include "kiosk/app/wording.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

TEST_CASE("fill replaces placeholders once and leaves people's words alone", "[words]") {
  CHECK(fill("{1} and {2}", {"A", "B"}) == "A and B");
  CHECK(fill("{2} before {1}", {"A", "B"}) == "B before A");
  CHECK(fill("{1}", {"{2}", "B"}) == "{2}");
  CHECK(fill("{3} {0} {x} {", {"A"}) == "{3} {0} {x} {");
  CHECK(fill("", {"A"}).empty());
}

TEST_CASE("Names are listed as the language lists them", "[words]") {
  CHECK(name_list(english(), {}).empty());
  CHECK(name_list(english(), {"Amara"}) == "Amara");
  CHECK(name_list(english(), {"Amara", "Isla"}) == "Amara and Isla");
  CHECK(name_list(spanish(), {"Amara", "Luis", "Mei"}) == "Amara, Luis y Mei");
}

TEST_CASE("In Spanish y becomes e before an i sound", "[words]") {
  CHECK(name_list(spanish(), {"Ana", "Inés"}) == "Ana e Inés");
  CHECK(name_list(spanish(), {"Ana", "Íñigo"}) == "Ana e Íñigo");
  CHECK(name_list(spanish(), {"Ana", "Hilario"}) == "Ana e Hilario");
  CHECK(name_list(spanish(), {"Ana", "Ylenia"}) == "Ana e Ylenia");
  CHECK(name_list(spanish(), {"Ana", "Yolanda"}) == "Ana y Yolanda");
  CHECK(name_list(spanish(), {"Ana", "Hiago"}) == "Ana y Hiago");
  CHECK(name_list(spanish(), {"Inés", "Ana"}) == "Inés y Ana");
}

TEST_CASE("Clocks and dates read as people say them", "[words]") {
  const auto local = [](std::string_view time) { return moment(time).local(); };
  CHECK(clock_text(local("00:05"), ClockStyle::hours_12) == "12:05");
  CHECK(clock_text(local("12:00"), ClockStyle::hours_12) == "12:00");
  CHECK(clock_text(local("13:09"), ClockStyle::hours_12) == "1:09");
  CHECK(clock_text(local("09:05"), ClockStyle::hours_24) == "09:05");
  CHECK(date_text(english(), day_of(local("10:00"))) == "Friday 20 November");
  CHECK(date_text(spanish(), day_of(local("10:00"))) == "viernes 20 de noviembre");
}

TEST_CASE("Long titles are cut at their colon, short ones are not", "[words]") {
  CHECK(short_title("Greet us at the door: the first two minutes decide the hour") ==
        "Greet us at the door");
  CHECK(short_title("Phones: a deal we would keep") == "Phones: a deal we would keep");
  CHECK(short_title("A long title without any colon that goes on and on") ==
        "A long title without any colon that goes on and on");
}

TEST_CASE("Capitals know more than ASCII", "[words]") {
  CHECK(in_capitals("José y Chloë, Łukasz, Žofia") == "JOSÉ Y CHLOË, ŁUKASZ, ŽOFIA");
  CHECK(in_capitals("Nguyễn Thị Ưng") == "NGUYỄN THỊ ƯNG");
  CHECK(in_capitals("Ελένη Σίσυφος") == "ΕΛΈΝΗ ΣΊΣΥΦΟΣ");
  CHECK(in_capitals("Олёна Ђорђе") == "ОЛЁНА ЂОРЂЕ");
  CHECK(in_capitals("Großmann Ÿves ÿ") == "GROẞMANN ŸVES Ÿ");
  CHECK(in_capitals("美 아라 😀 3÷2") == "美 아라 😀 3÷2");
}

TEST_CASE("Room names that are names stand alone", "[words]") {
  CHECK(room_title(english(), "204") == "Room 204");
  CHECK(room_title(spanish(), "204") == "Aula 204");
  CHECK(room_title(english(), "Library") == "Library");
}

TEST_CASE("Text that brings its own quotation marks gets no more", "[words]") {
  CHECK(in_quotes(english(), "Hello") == "“Hello”");
  CHECK(in_quotes(english(), "“Hello”") == "“Hello”");
  CHECK(in_quotes(spanish(), "Hola") == "«Hola»");
  CHECK(in_quotes(english(), "").empty());
}
