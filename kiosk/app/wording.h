// How the door says names, times and titles, by the language's own rules. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/words.h"
#include "shared/event/event.h"
#include "shared/event/timeline.h"

namespace lintel::kiosk {

// "Amara, Luis and Mei"; in Spanish "y" becomes "e" before an i sound. Empty for no names.
std::string name_list(const Words& words, const std::vector<std::string>& names);
// "Amara, Luis, Mei": where room is short.
std::string short_name_list(const std::vector<std::string>& names);

// "1:00", never "1:00 pm": a school day knows which; "13:00" with hours_24.
std::string clock_text(LocalTime time, ClockStyle style);
std::string start_text(const Session& session, ClockStyle style);
// "10:00 – 10:45", up to its actual end.
std::string span_text(const Session& session, const ActualEnds& actual, ClockStyle style);
std::string date_text(const Words& words, LocalDay day);  // "Friday 20 November"

// A long title's part before its colon; short ones whole.
std::string short_title(const std::string& title);

// "Room 204", "Library": a number alone does not say that it is a room.
std::string room_title(const Words& words, const std::string& name);

// Parts that are not empty, joined by " · ".
std::string dotted(const std::vector<std::string>& parts);

std::string in_quotes(const Words& words, const std::string& text);
std::string language_label(const std::string& code);  // "Español"

}  // namespace lintel::kiosk
