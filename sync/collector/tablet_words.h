// How tablets stand, in words: of one tablet, and the one sentence over all of them. Pure.
#pragma once

#include <string>

#include "sync/collector/reports.h"

namespace lintel::collector {

// "1:05 pm" or "13:05", as the event's doors say it; with its day when that is not now's.
std::string clock_words(UtcTime time, UtcTime now, const Event* event);
// "What late work is really about", "Just listening", or the id of a session that left the plan.
std::string topic_words(const Topic& topic, const Event* event);
// When its session was looked up already; null: the event has none.
std::string topic_words(const Topic& topic, const Event* event, const Session* session);
// "Overdue since 11:05 am: still holds 3 of "Late work"".
std::string standing_words(const TabletRow& row, UtcTime now, const Event* event);
std::string sentence_of(const TabletReport& report, UtcTime now, const Event* event);

// When its own clock and this computer's differ by more than people would forgive; else empty.
std::string wrong_clock_words(const TabletRow& row);

}  // namespace lintel::collector
