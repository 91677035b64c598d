// Private to shared/export: ids in the shapes that other programs ask for. The same event and
// session give the same ones in every version. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/event/event.h"

namespace lintel {

// The id itself when it is a UUID, else a UUID (version 8, RFC 9562) of its SHA-256 with the event.
std::string guid_of(const EventId& event, std::string_view kind, const std::string& id);
// 1 .. 2^31 - 1, of a guid.
std::int64_t number_of(const std::string& guid);
// Lower-case ASCII letters, digits and one `joint` between words; at least four characters.
std::string ascii_name(std::string_view text, char joint);

}  // namespace lintel
