# Records are padded by OpenSSL, through libcurl: the other flavours of libcurl cannot. Asked of the
# library itself, as neither its headers nor its version say which flavour it is.
if(NOT DEFINED LINTEL_CURL_TLS AND NOT CMAKE_CROSSCOMPILING)
  set(curl_flavour_source ${CMAKE_BINARY_DIR}/curl_flavour/main.cpp)
  file(WRITE ${curl_flavour_source} [[
#include <curl/curl.h>
#include <cstdio>
int main() {
  const char* tls = curl_version_info(CURLVERSION_NOW)->ssl_version;
  return tls == nullptr || std::puts(tls) < 0;
}
]])
  try_run(curl_flavour_status curl_flavour_compiles
    ${CMAKE_BINARY_DIR}/curl_flavour ${curl_flavour_source}
    LINK_LIBRARIES CURL::libcurl RUN_OUTPUT_VARIABLE curl_flavour)
  string(STRIP "${curl_flavour}" curl_flavour)
  set(LINTEL_CURL_TLS "${curl_flavour}" CACHE INTERNAL "The TLS library that libcurl uses")
endif()
if(NOT CMAKE_CROSSCOMPILING AND NOT LINTEL_CURL_TLS MATCHES "^OpenSSL/")
  set(curl_flavour ${LINTEL_CURL_TLS})
  unset(LINTEL_CURL_TLS CACHE)  # asked again once another one is installed
  message(FATAL_ERROR "This libcurl uses '${curl_flavour}' for TLS, and Lintel needs the OpenSSL "
    "flavour: install libcurl4-openssl-dev.")
endif()
