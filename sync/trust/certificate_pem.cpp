#include "sync/trust/certificate_pem.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <sys/socket.h>

#include <array>
#include <ctime>

#include "sync/trust/openssl_handles.h"

namespace lintel {
namespace {

using openssl::X509Certificate;

// OpenSSL would ask at the terminal and wait there for ever.
int no_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

openssl::Bio bio_over(std::string_view text) {
  return openssl::Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

Result<X509Certificate> first_certificate(std::string_view pem) {
  if (pem.size() > pem_bytes_max) {
    return Error{ErrorCode::limit, "It is too long for a certificate."};
  }
  const openssl::Bio bio = bio_over(pem);
  bool asked = false;
  X509Certificate certificate{bio ? PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, &asked)
                                  : nullptr};
  if (!certificate) {
    ERR_clear_error();
    return Error{ErrorCode::invalid, "It holds no certificate in PEM form."};
  }
  return certificate;
}

Result<openssl::Key> private_key(std::string_view pem) {
  const openssl::Bio bio = bio_over(pem);
  bool asked = false;
  openssl::Key key{bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, &asked)
                       : nullptr};
  if (!key) {
    ERR_clear_error();
    return Error{ErrorCode::invalid, asked ? "Its key is protected by a passphrase: the collector "
                                             "starts by itself and needs one without."
                                           : "It holds no private key in PEM form."};
  }
  return key;
}

// The digest of the SubjectPublicKeyInfo in DER (RFC 7469, 2.4).
Result<std::string> pin_of(const X509* certificate) {
  const X509_PUBKEY* key = X509_get_X509_PUBKEY(certificate);
  unsigned char* der = nullptr;
  const int der_bytes = i2d_X509_PUBKEY(key, &der);
  if (der_bytes <= 0) {
    return openssl::error(ErrorCode::invalid, "The certificate's public key cannot be read");
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned digest_bytes = 0;
  const int digested = EVP_Digest(der, static_cast<std::size_t>(der_bytes), digest.data(),
                                  &digest_bytes, EVP_sha256(), nullptr);
  OPENSSL_free(der);
  if (digested != 1) {
    return openssl::error(ErrorCode::unavailable, "OpenSSL has no SHA-256");
  }
  std::array<unsigned char, 64> base64{};  // 44 characters and a NUL
  EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest_bytes));
  return "sha256//" + std::string{reinterpret_cast<const char*>(base64.data())};
}

Result<UtcTime> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return openssl::error(ErrorCode::invalid, "The certificate's dates cannot be read");
  }
  return UtcTime{seconds{timegm(&parts)}};
}

std::string address_text(const ASN1_OCTET_STRING* address) {
  const int bytes = ASN1_STRING_length(address);
  const int family = bytes == 4 ? AF_INET : AF_INET6;
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool known = bytes == 4 || bytes == 16;
  return known && inet_ntop(family, ASN1_STRING_get0_data(address), text.data(), text.size())
             ? std::string{text.data()}
             : std::string{};
}

std::vector<std::string> names_of(const X509* certificate) {
  const openssl::Names list{static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr))};
  std::vector<std::string> names;
  const int count = list ? sk_GENERAL_NAME_num(list.get()) : 0;
  for (int i = 0; i < count; ++i) {
    int kind = 0;
    const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(list.get(), i), &kind);
    std::string name;
    if (kind == GEN_DNS) {
      const auto* text = static_cast<const ASN1_IA5STRING*>(value);
      name.assign(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                  static_cast<std::size_t>(ASN1_STRING_length(text)));
    } else if (kind == GEN_IPADD) {
      name = address_text(static_cast<const ASN1_OCTET_STRING*>(value));
    }
    if (!name.empty()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace

Result<std::string> pin_of(std::string_view chain_pem) {
  TRY(const X509Certificate certificate, first_certificate(chain_pem));
  return pin_of(certificate.get());
}

Result<std::string> browser_fingerprint(std::string_view chain_pem) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  TRY(const X509Certificate certificate, first_certificate(chain_pem));
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned digest_bytes = 0;
  if (X509_digest(certificate.get(), EVP_sha256(), digest.data(), &digest_bytes) != 1) {
    return openssl::error(ErrorCode::unavailable, "OpenSSL has no SHA-256");
  }
  std::string text;
  for (unsigned i = 0; i < digest_bytes; ++i) {
    text += i == 0 ? "" : ":";
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 0xfU];
  }
  return text;
}

Result<Certificate> read_certificate(const std::string& chain_pem, const std::string& key_pem) {
  TRY(const X509Certificate certificate, first_certificate(chain_pem));
  TRY(const openssl::Key key, private_key(key_pem));
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    ERR_clear_error();
    return Error{ErrorCode::invalid, "Its key does not belong to the certificate."};
  }
  Certificate read;
  read.chain_pem = chain_pem;
  read.key_pem = key_pem;
  TRY(read.pin, pin_of(certificate.get()));
  TRY(read.not_before, time_of(X509_get0_notBefore(certificate.get())));
  TRY(read.not_after, time_of(X509_get0_notAfter(certificate.get())));
  read.names = names_of(certificate.get());
  return read;
}

}  // namespace lintel
