#include "sync/trust/certificate.h"

#include <openssl/pem.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "sync/trust/openssl_handles.h"
#include "tests/trust/signature_examples.h"

using namespace lintel;
using Catch::Matchers::ContainsSubstring;
using trust::example_time;

namespace {

const std::vector<std::string> names = {"collector.local", "Lintel", "192.0.2.7", "2001:db8::7"};

openssl::X509Certificate parsed(const std::string& pem) {
  const openssl::Bio bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  return openssl::X509Certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)};
}

}  // namespace

TEST_CASE("A made certificate is for the names it was asked for", "[certificate]") {
  const auto made = make_certificate(names, example_time);
  REQUIRE(made);
  CHECK(made->names ==
        std::vector<std::string>{"collector.local", "lintel", "192.0.2.7", "2001:db8::7"});
  const auto certificate = parsed(made->chain_pem);
  REQUIRE(certificate);
  CHECK(X509_check_host(certificate.get(), "collector.local", 0, 0, nullptr) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "192.0.2.7", 0) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "2001:db8::7", 0) == 1);
  CHECK(X509_check_host(certificate.get(), "elsewhere.local", 0, 0, nullptr) == 0);
  CHECK(X509_check_ip_asc(certificate.get(), "192.0.2.8", 0) == 0);
}

TEST_CASE("A made certificate can be trusted as it is, by a server only", "[certificate]") {
  const auto made = make_certificate(names, example_time);
  REQUIRE(made);
  const auto certificate = parsed(made->chain_pem);
  const openssl::Handle<X509_STORE, X509_STORE_free> store{X509_STORE_new()};
  REQUIRE(X509_STORE_add_cert(store.get(), certificate.get()) == 1);
  const auto verified = [&](int purpose, UtcTime now) {
    const openssl::Handle<X509_STORE_CTX, X509_STORE_CTX_free> context{X509_STORE_CTX_new()};
    X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr);
    X509_STORE_CTX_set_purpose(context.get(), purpose);
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()),
                               std::chrono::floor<seconds>(now).time_since_epoch().count());
    return X509_verify_cert(context.get()) == 1 ? X509_V_OK
                                                : X509_STORE_CTX_get_error(context.get());
  };
  CHECK(verified(X509_PURPOSE_SSL_SERVER, example_time) == X509_V_OK);
  CHECK(verified(X509_PURPOSE_SSL_CLIENT, example_time) != X509_V_OK);
  CHECK(verified(X509_PURPOSE_SSL_SERVER, example_time - std::chrono::days{2}) ==
        X509_V_ERR_CERT_NOT_YET_VALID);
  CHECK(verified(X509_PURPOSE_SSL_SERVER, made->not_after + seconds{1}) ==
        X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_CASE("A made certificate lasts ten years and says when it ends", "[certificate]") {
  const auto made = make_certificate(names, example_time);
  REQUIRE(made);
  CHECK(made->not_before == example_time - std::chrono::days{1});
  CHECK(made->not_after == example_time + std::chrono::days{3653});
  CHECK(expiry_warning(*made, example_time).empty());
  CHECK(expiry_warning(*made, made->not_after - std::chrono::days{31}).empty());
  CHECK_THAT(expiry_warning(*made, made->not_after - std::chrono::days{30}),
             ContainsSubstring("ends on 2036-11-20"));
  CHECK_THAT(expiry_warning(*made, made->not_after), ContainsSubstring("ended on"));
  CHECK_THAT(expiry_warning(*made, made->not_before - seconds{1}),
             ContainsSubstring("not valid before"));
}

TEST_CASE("Each certificate has a key, a pin and a serial number of its own", "[certificate]") {
  const auto one = make_certificate(names, example_time);
  const auto two = make_certificate(names, example_time);
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->pin != two->pin);
  CHECK(trust::is_tls_pin(one->pin));
  CHECK(pin_of(one->chain_pem).value() == one->pin);
  CHECK(ASN1_INTEGER_cmp(X509_get0_serialNumber(parsed(one->chain_pem).get()),
                         X509_get0_serialNumber(parsed(two->chain_pem).get())) != 0);
}

TEST_CASE("A name that is none makes no certificate", "[certificate]") {
  for (const std::string& name :
       {std::string{}, std::string{"a b"}, std::string{"a,DNS:bank.example"}, std::string{".local"},
        std::string{"a..b"}, std::string{"1.2.3.4.5:80"}, std::string{"fe80::1%eth0"},
        std::string{"nul\0l", 5}, std::string{"*"}, std::string(254, 'a')}) {
    const auto made = make_certificate({"good.local", name}, example_time);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::invalid);
  }
  CHECK(make_certificate({}, example_time).error().code == ErrorCode::limit);
  CHECK(make_certificate(std::vector<std::string>(65, "a"), example_time).error().code ==
        ErrorCode::limit);
}

TEST_CASE("What is no certificate has no pin", "[certificate]") {
  CHECK(pin_of("").error().code == ErrorCode::invalid);
  CHECK_FALSE(pin_of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  CHECK(pin_of(std::string(pem_bytes_max + 1, '-')).error().code == ErrorCode::limit);
}
