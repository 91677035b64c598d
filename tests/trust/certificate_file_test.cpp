#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sync/trust/certificate.h"
#include "sync/trust/openssl_handles.h"
#include "tests/trust/signature_examples.h"

#include <openssl/pem.h>

using namespace lintel;
using Catch::Matchers::ContainsSubstring;
using trust::example_time;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> names = {"collector.local"};

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "lintel-tls-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;  // a leftover in the system's own temporary folder harms nobody
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream{*this / name} << text;
    return *this / name;
  }

 private:
  fs::path path_;
};

std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

std::string with_passphrase(const std::string& key_pem) {
  const openssl::Bio in{BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size()))};
  const openssl::Key key{PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr)};
  const openssl::Bio out{BIO_new(BIO_s_mem())};
  char secret[] = "secret";
  REQUIRE(PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), EVP_aes_256_cbc(), secret, 6, nullptr,
                                        nullptr) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

TEST_CASE("The first start makes a certificate, every later one finds it", "[certificate]") {
  const Folder folder;
  const std::string place = folder / "new/data";
  const auto first = open_certificate(place, names, example_time);
  REQUIRE(first);
  const auto later = open_certificate(place, {"other.local"}, example_time + std::chrono::days{9});
  REQUIRE(later);
  CHECK(later->pin == first->pin);
  CHECK(later->names == names);
  CHECK(later->key_pem == first->key_pem);
}

TEST_CASE("Nobody else may read the key, and no draft is left", "[certificate]") {
  const Folder folder;
  const std::string place = folder / "data";
  const mode_t mask = ::umask(0);
  const auto made = open_certificate(place, names, example_time);
  ::umask(mask);
  REQUIRE(made);
  struct stat status {};
  REQUIRE(::stat((place + "/tls.pem").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  REQUIRE(::stat(place.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0700U);
  CHECK(std::distance(fs::directory_iterator{place}, {}) == 1);
}

TEST_CASE("A damaged certificate of ours is kept and named, never replaced", "[certificate]") {
  const Folder folder;
  const std::string half = make_certificate(names, example_time).value().chain_pem.substr(0, 200);
  folder.write("tls.pem", half);
  const auto opened = open_certificate(folder / "", names, example_time);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::corrupt);
  CHECK_THAT(opened.error().message, ContainsSubstring("tls.pem"));
  CHECK(read(folder / "tls.pem") == half);
}

TEST_CASE("A folder that cannot be written says so", "[certificate]") {
  const Folder folder;
  const std::string file = folder.write("file", "");
  const auto opened = open_certificate(file + "/data", names, example_time);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::io);
  CHECK_THAT(opened.error().message, ContainsSubstring("file/data"));
}

TEST_CASE("A given certificate and key are loaded, from two files or from one", "[certificate]") {
  const Folder folder;
  const Certificate made = make_certificate(names, example_time).value();
  const Certificate other = make_certificate(names, example_time).value();
  const std::string chain = folder.write("chain.pem", made.chain_pem + other.chain_pem);
  const std::string key = folder.write("key.pem", made.key_pem);
  const std::string both = folder.write("both.pem", made.key_pem + made.chain_pem);
  const auto two = load_certificate(chain, key);
  REQUIRE(two);
  CHECK(two->pin == made.pin);
  CHECK(two->chain_pem == made.chain_pem + other.chain_pem);
  const auto one = load_certificate(both, both);
  REQUIRE(one);
  CHECK(one->pin == made.pin);
}

TEST_CASE("A given certificate that cannot be used says which file, and why", "[certificate]") {
  const Folder folder;
  const Certificate made = make_certificate(names, example_time).value();
  const Certificate other = make_certificate(names, example_time).value();
  const std::string chain = folder.write("chain.pem", made.chain_pem);
  const std::string key = folder.write("key.pem", made.key_pem);
  const std::string foreign = folder.write("foreign.pem", other.key_pem);
  const std::string locked = folder.write("locked.pem", with_passphrase(made.key_pem));
  const std::string empty = folder.write("empty.pem", "");
  const std::string huge = folder.write("huge.pem", std::string(pem_bytes_max + 1, 'x'));
  const auto message = [](const std::string& chain_file, const std::string& key_file) {
    const auto loaded = load_certificate(chain_file, key_file);
    REQUIRE_FALSE(loaded);
    return loaded.error().message;
  };
  CHECK(load_certificate(folder / "none.pem", key).error().code == ErrorCode::not_found);
  CHECK_THAT(message(folder / "none.pem", key), ContainsSubstring("none.pem cannot be read"));
  CHECK_THAT(message(chain, folder / "none.pem"), ContainsSubstring("none.pem cannot be read"));
  CHECK_THAT(message(empty, key),
             ContainsSubstring("empty.pem cannot be used for TLS. It holds no certificate"));
  CHECK_THAT(message(chain, empty),
             ContainsSubstring("empty.pem cannot be used for TLS. It holds no private key"));
  CHECK_THAT(message(chain, foreign),
             ContainsSubstring("foreign.pem cannot be used for TLS. Its key does not belong"));
  CHECK_THAT(message(chain, locked),
             ContainsSubstring("locked.pem cannot be used for TLS. Its key is protected"));
  CHECK_THAT(message(huge, key), ContainsSubstring("huge.pem is too long"));
}
