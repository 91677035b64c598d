// Base64 (RFC 4648) of fixed-size values, strict: one value has exactly one text. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lintel {

enum class Base64 { standard, url_unpadded };  // sections 4 and 5

std::string to_base64(std::span<const std::uint8_t> bytes, Base64 form);
// True when text is the canonical form of exactly out.size() bytes; else out means nothing.
bool from_base64(std::string_view text, Base64 form, std::span<std::uint8_t> out);

}  // namespace lintel
