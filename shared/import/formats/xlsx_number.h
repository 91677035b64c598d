// What a number in a sheet means by its number format (ECMA-376 part 1, 18.8.30), and its text:
// "2016-10-27", "09:20:00", "2016-10-27 09:20:00". Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lintel::formats {

enum class NumberKind { number, date, time, date_time };
enum class Epoch { year_1900, year_1904 };

NumberKind kind_of_builtin(std::size_t format_id);
NumberKind kind_of_format(std::string_view code);  // "yyyy\-mm\-dd", "[$-409]h:mm AM/PM;@"
// value is the number as the file writes it; anything that is none comes back unchanged.
std::string number_text(const std::string& value, NumberKind kind, Epoch epoch);

}  // namespace lintel::formats
