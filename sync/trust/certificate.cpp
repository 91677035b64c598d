#include "sync/trust/certificate.h"

#include <openssl/pem.h>

#include <algorithm>
#include <ctime>

#include "shared/core/text.h"
#include "sync/trust/certificate_pem.h"
#include "sync/trust/openssl_handles.h"

namespace lintel {
namespace {

using openssl::X509Certificate;

constexpr int serial_bits = 127;  // random, positive, below 20 bytes (RFC 5280, 4.1.2.2)
constexpr std::chrono::days expiry_warned{30};
constexpr std::size_t host_bytes_max = 253;  // RFC 1035, without the final dot

bool is_host_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  };
  return !name.empty() && name.size() <= host_bytes_max && name.front() != '.' &&
         name.front() != '-' && name.find("..") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), allowed);
}

// An address as bytes, an otherwise well-formed name as text; null when it is neither.
openssl::Name general_name(const std::string& given) {
  openssl::Name name{GENERAL_NAME_new()};
  if (openssl::Address address{a2i_IPADDRESS(given.c_str())}; address && name) {
    GENERAL_NAME_set0_value(name.get(), GEN_IPADD, address.release());
    return name;
  }
  ERR_clear_error();
  const std::string host = ascii_lower(given);
  ASN1_IA5STRING* text = is_host_name(host) ? ASN1_IA5STRING_new() : nullptr;
  if (text == nullptr || !name) {
    return nullptr;
  }
  ASN1_STRING_set(text, host.data(), static_cast<int>(host.size()));
  GENERAL_NAME_set0_value(name.get(), GEN_DNS, text);
  return name;
}

Status add_names(X509* certificate, const std::vector<std::string>& names) {
  if (names.empty() || names.size() > certificate_names_max) {
    return Error{ErrorCode::limit, "A certificate needs at least one and at most " +
                                       std::to_string(certificate_names_max) + " names."};
  }
  const openssl::Names list{GENERAL_NAMES_new()};
  for (const std::string& given : names) {
    openssl::Name name = general_name(given);
    if (!name) {
      return Error{ErrorCode::invalid, "\"" + clean_line(given.substr(0, host_bytes_max)) +
                                           "\" is neither a host name nor an address: a "
                                           "certificate cannot be made for it."};
    }
    if (sk_GENERAL_NAME_push(list.get(), name.get()) == 0) {
      return openssl::error(ErrorCode::unavailable, "The certificate's names cannot be kept");
    }
    name.release();
  }
  if (X509_add1_ext_i2d(certificate, NID_subject_alt_name, list.get(), 0, X509V3_ADD_DEFAULT) !=
      1) {
    return openssl::error(ErrorCode::unavailable, "The certificate's names cannot be written");
  }
  return ok();
}

bool add_extension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const openssl::Extension extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value)};
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
  const openssl::BigNumber serial{BN_new()};
  return serial && BN_rand(serial.get(), serial_bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_validity(X509* certificate, UtcTime now) {
  const std::time_t start = std::chrono::system_clock::to_time_t(
      std::chrono::floor<seconds>(now - certificate_backdated));
  const std::time_t end =
      start + std::chrono::duration_cast<seconds>(certificate_backdated + certificate_life).count();
  return ASN1_TIME_set(X509_getm_notBefore(certificate), start) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), end) != nullptr;
}

bool set_subject(X509* certificate) {
  constexpr std::string_view title = "Lintel collector";
  X509_NAME* name = X509_get_subject_name(certificate);
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(title.data()),
                                    static_cast<int>(title.size()), -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1;
}

bool set_extensions(X509* certificate) {
  return add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_extension(certificate, NID_subject_key_identifier, "hash");
}

template <class Write>
Result<std::string> pem_text(Write&& write) {
  const openssl::Bio bio{BIO_new(BIO_s_secmem())};
  char* data = nullptr;
  if (!bio || !write(bio.get())) {
    return openssl::error(ErrorCode::unavailable, "The certificate cannot be written as text");
  }
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

}  // namespace

Result<Certificate> make_certificate(const std::vector<std::string>& names, UtcTime now) {
  const openssl::Key key{EVP_EC_gen("P-256")};
  const X509Certificate certificate{X509_new()};
  if (!key || !certificate) {
    return openssl::error(ErrorCode::unavailable, "A key for TLS cannot be made");
  }
  TRY_DO(add_names(certificate.get(), names));
  const bool made =
      X509_set_version(certificate.get(), X509_VERSION_3) == 1 && set_serial(certificate.get()) &&
      set_validity(certificate.get(), now) && set_subject(certificate.get()) &&
      X509_set_pubkey(certificate.get(), key.get()) == 1 && set_extensions(certificate.get()) &&
      X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0;
  if (!made) {
    return openssl::error(ErrorCode::unavailable, "A certificate for TLS cannot be made");
  }
  TRY(const std::string chain,
      pem_text([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()) == 1; }));
  TRY(const std::string secret, pem_text([&](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr,
                                             nullptr) == 1;
      }));
  return read_certificate(chain, secret);
}

std::string expiry_warning(const Certificate& certificate, UtcTime now) {
  const auto day = [](UtcTime time) { return to_iso_day(day_of(to_local(time, minutes{0}))); };
  if (now < certificate.not_before) {
    return "The TLS certificate is not valid before " + day(certificate.not_before) +
           ": check this computer's clock.";
  }
  if (now >= certificate.not_after) {
    return "The TLS certificate ended on " + day(certificate.not_after) +
           ": tablets and browsers may refuse it, give the collector a new one.";
  }
  if (now + expiry_warned >= certificate.not_after) {
    return "The TLS certificate ends on " + day(certificate.not_after) +
           ": give the collector a new one before that.";
  }
  return {};
}

}  // namespace lintel
