// Private to shared/import: how forgiving we are about what people type. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/time.h"

namespace lintel::import {

// "Moved From", "moved-from" and "MOVED_FROM" are one key.
std::string fold_key(std::string_view key);
// The known key that is meant, or the nearest one when it can only be a slip of the pen.
std::string_view same_key(std::string_view key, std::span<const std::string_view> known);
std::string_view nearest_key(std::string_view key, std::span<const std::string_view> known);
// One sentence for a key nobody knows.
std::string unknown_key(std::string_view key, std::span<const std::string_view> known);

// Lower-case ASCII, other scripts as they are, everything between words one hyphen.
std::string slug(std::string_view text);

// Pieces between any of the separators, clean, without empty ones.
std::vector<std::string> pieces(std::string_view text, std::string_view separators);

// "10:00", "9:05", "10:00 AM", "1 pm", "13.05", "10:00:00": minutes after midnight, 24:00 included.
std::optional<minutes> parse_clock(std::string_view text);

// yes, true, 1 and no, false, 0, in any case.
std::optional<bool> parse_yes_no(std::string_view text);

}  // namespace lintel::import
