// Rows of a table -> draft sessions, for CSV and XLSX alike. Pure.
//
// Said aloud rather than done silently: which way dates were read, times taken as after noon, dates
// and times carried down from the row above (merged cells), ends that had to be assumed, rows left
// out. A row without a time yet ("TBA") is left out with advice; one whose time cannot be read is
// an error.
#pragma once

#include "shared/import/formats/read.h"
#include "shared/import/formats/table.h"

namespace lintel::formats {

void add_table_sessions(const Table& table, const ReadOptions& options, DraftEvent& event,
                        Report& report);

// Sessions whose end_assumed is set get the usual length, cut at the next start in the same room.
void assume_ends(DraftEvent& event, minutes usual_length, Report& report);

// "Mia; Jonas", "Mia, Jonas and Lea", one a line. A comma separates only short names: what follows
// it may as well be a school ("Dr. Jane Roe, University of Somewhere").
std::vector<std::string> split_names(std::string_view text);
// One a line or separated by semicolons; bullets and numbers in front are dropped.
std::vector<std::string> split_points(std::string_view text);

}  // namespace lintel::formats
