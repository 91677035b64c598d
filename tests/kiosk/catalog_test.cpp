#include "kiosk/platform/catalog.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

// A folder of its own, gone at the end.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / name) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "xx");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& bytes) const {
    std::ofstream{path_ / "xx" / "lintel.mo", std::ios::binary} << bytes;
    return path_.string();
  }

 private:
  std::filesystem::path path_;
};

std::string compiled_spanish() {
  std::ifstream file{std::string{LINTEL_CATALOG_FOLDER} + "/es/lintel.mo", std::ios::binary};
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("The compiled catalogues say what the .po files say", "[catalog]") {
  for (const WordsMap* twin : {&english(), &spanish()}) {
    const auto words = load_catalog(LINTEL_CATALOG_FOLDER, twin->language());
    REQUIRE(words);
    CHECK((*words)->language() == twin->language());
    for (const auto& [key, forms] : twin->entries()) {
      CAPTURE(key);
      if (forms.size() == 1) {
        CHECK((*words)->text(key) == twin->text(key));
        continue;
      }
      for (const int count : {0, 1, 2, 21}) {
        CHECK((*words)->plural(key, count) == twin->plural(key, count));
      }
    }
  }
}

TEST_CASE("A missing key comes back as itself, in the catalogue and in its twin", "[catalog]") {
  const auto words = load_catalog(LINTEL_CATALOG_FOLDER, "en");
  REQUIRE(words);
  CHECK((*words)->text("no.such.key") == "no.such.key");
  CHECK((*words)->plural("no.such.key", 3) == "no.such.key");
  CHECK(english().text("no.such.key") == "no.such.key");
  CHECK(english().plural("no.such.key", 3) == "no.such.key");
  CHECK((*words)->text("").empty());
}

TEST_CASE("The folder's languages are known", "[catalog]") {
  CHECK(catalog_languages(LINTEL_CATALOG_FOLDER) == std::vector<std::string>{"en", "es"});
  CHECK(catalog_languages("no/such/folder").empty());
}

TEST_CASE("A catalogue that is not there or is none is an error that names it", "[catalog]") {
  const auto missing = load_catalog(LINTEL_CATALOG_FOLDER, "fr");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().message.find("fr") != std::string::npos);
  const auto outside = load_catalog(LINTEL_CATALOG_FOLDER, "../en");
  REQUIRE_FALSE(outside);
  CHECK(outside.error().code == ErrorCode::invalid);

  const Folder folder{"lintel-catalog-broken"};
  for (const std::string bytes :
       {"", "hello", "\xDE\x12\x04\x95", "GNU gettext, honestly, really!!"}) {
    const auto broken = load_catalog(folder.write(bytes), "xx");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == ErrorCode::corrupt);
  }
  const auto huge = load_catalog(folder.write(std::string(2'000'000, 'x')), "xx");
  REQUIRE_FALSE(huge);
  CHECK(huge.error().code == ErrorCode::limit);
}

TEST_CASE("A cut or scrambled catalogue never brings the kiosk down", "[catalog]") {
  const std::string whole = compiled_spanish();
  REQUIRE(whole.size() > 1000);
  const Folder folder{"lintel-catalog-cut"};
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    const auto cut = load_catalog(folder.write(whole.substr(0, size)), "xx");
    if (cut) {
      (void)(*cut)->text("door.now");
      (void)(*cut)->plural("door.left", 2);
    }
  }
  for (std::size_t at = 4; at < 28; ++at) {
    std::string scrambled = whole;
    scrambled[at] = '\x7F';
    const auto words = load_catalog(folder.write(scrambled), "xx");
    if (words) {
      (void)(*words)->text("door.now");
    }
  }
}
