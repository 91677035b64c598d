// Owners of OpenSSL's objects, and its errors in words. Seen by the .cpp files of this folder only.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "shared/core/result.h"

namespace lintel::openssl {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
template <class T, auto release>
using Handle = std::unique_ptr<T, Release<release>>;

using Bio = Handle<BIO, BIO_free_all>;
using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using X509Certificate = Handle<X509, X509_free>;
using BigNumber = Handle<BIGNUM, BN_clear_free>;
using Extension = Handle<X509_EXTENSION, X509_EXTENSION_free>;
using Name = Handle<GENERAL_NAME, GENERAL_NAME_free>;
using Names = Handle<GENERAL_NAMES, GENERAL_NAMES_free>;
using Address = Handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

// "what: OpenSSL's reason", and OpenSSL's queue of errors is empty again.
inline Error error(ErrorCode code, const std::string& what) {
  const unsigned long last = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = last == 0 ? nullptr : ERR_reason_error_string(last);
  return {code, reason == nullptr ? what + "." : what + ": " + reason + "."};
}

}  // namespace lintel::openssl
