#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/html_text.h"
#include "shared/import/formats/table_sessions.h"
#include "shared/import/formats/text_decoding.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;

TEST_CASE("text of four encodings says the same", "[import][text]") {
  const std::string latin =
      "Datum;Gr\xF6\xDF"
      "e \x80 \x96";
  CHECK(DecodedText{latin}.text() == "Datum;Größe € –");
  CHECK(DecodedText{latin}.encoding() == Encoding::windows_1252);
  CHECK(DecodedText{"\xEF\xBB\xBFGröße"}.text() == "Größe");
  const std::string little{"\xFF\xFEG\0\xF6\0=\xD8\x00\xDE", 10};
  CHECK(DecodedText{little}.text() == "Gö😀");
  CHECK_FALSE(DecodedText{little}.damaged());
  const std::string big{"\0D\0a\0t\0u\0m\0,\0\xF6", 14};
  CHECK(DecodedText{big}.text() == "Datum,ö");
  CHECK(DecodedText{big}.encoding() == Encoding::utf16_be);
}

TEST_CASE("half a UTF-16 character becomes a sign that says so", "[import][text]") {
  const DecodedText odd{
      std::string_view{"\xFF\xFE"
                       "b\0l\0a",
                       7}};
  CHECK(odd.text() == "bl\uFFFD");
  CHECK(odd.damaged());
  const DecodedText lone{
      std::string_view{"\xFF\xFE\x00\xDC"
                       "a\0",
                       6}};
  CHECK(lone.text() == "\uFFFDa");
}

TEST_CASE("folding makes spellings comparable", "[import][text]") {
  CHECK(fold("  Título DE\tLa Sesión ") == "titulo de la sesion");
  CHECK(fold_key("Start-Zeit (Uhr):") == "startzeituhr");
  CHECK(fold("ŁÓDŹ Größe ŸÆ") == "lodz grosse ya");
  CHECK(fold("e\u0301") == "e");
  CHECK(fold("Nguyễn Thị Ước, ĐỖ") == "nguyen thi uoc, do");
  CHECK(fold("Ștefan Țiriac, Zǐxuān, STRAẞE") == "stefan tiriac, zixuan, strasse");
  CHECK(fold("ΑΒΓ ПРИВЕТ") == "αβγ привет");
  CHECK(fold_room("600 – 2") == fold_room("600-2"));
  CHECK(fold_room("EMC I ") == fold_room("emc  i"));
  CHECK(fold_room("EMC I") != fold_room("EMC II"));
}

TEST_CASE("HTML in a description becomes plain text", "[import][text]") {
  CHECK(plain_text("Tom &amp; Ada&#39;s &#x1F600; caf&eacute;") == "Tom & Ada's 😀 café");
  CHECK(plain_text("a<br>b<BR/>c<p class=\"x\">d</p>") == "a\nb\nc\nd\n");
  CHECK(plain_text("1 < 2 && 3 > 2 &nosuch; <3") == "1 < 2 && 3 > 2 &nosuch; <3");
  CHECK(plain_text("x<script>alert(1)</script>y<!-- no -->z") == "xyz");
  CHECK(plain_text("&#0;&#xD800;&#x110000;") == "&#0;&#xD800;&#x110000;");
  CHECK(plain_text("open <b") == "open <b");
}

TEST_CASE("names and points are taken apart", "[import][text]") {
  CHECK(split_names("Mia; Jonas") == Strings{"Mia", "Jonas"});
  CHECK(split_names("Mia, Jonas and Lea") == Strings{"Mia", "Jonas", "Lea"});
  CHECK(split_names("Mia Lee, Jonas Ek") == Strings{"Mia Lee", "Jonas Ek"});
  CHECK(split_names("Mia\nJonas &amp; Lea") == Strings{"Mia", "Jonas", "Lea"});
  CHECK(split_names("Inés y Mateo") == Strings{"Inés", "Mateo"});
  CHECK(split_names("Dr. Jane Roe, University of Somewhere Else") ==
        Strings{"Dr. Jane Roe, University of Somewhere Else"});
  CHECK(split_names("  ; ;") == Strings{});
  CHECK(split_points("- One\n2) Two; still two\n\n• Three") ==
        Strings{"One", "Two; still two", "Three"});
  CHECK(split_points("One; Two") == Strings{"One", "Two"});
}
