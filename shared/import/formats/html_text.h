// Plain text out of text that may carry HTML, as Sched, Google and pretalx export it: entities are
// decoded, tags taken out, line-breaking ones made line breaks, script and style dropped with what
// they hold. Not a renderer: "a < b" stays as it is. Pure; any bytes in.
#pragma once

#include <string>
#include <string_view>

namespace lintel::formats {

std::string plain_text(std::string_view text);

}  // namespace lintel::formats
