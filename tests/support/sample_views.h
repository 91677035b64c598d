// View models as the screens get them on a day: the words of the mockups, the longest Spanish that
// the catalogue has, and titles and names as people really enter them. Made by hand, so that the
// pictures do not depend on how views are made.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kiosk/app/view.h"

namespace lintel::kiosk::samples {

enum class Kind { english, spanish, long_words };

// What the header and the bar belong to.
enum class Place { room, all_rooms, bare };

Chrome chrome(Kind kind, Place place = Place::room);
View door(Kind kind);
View door_moved(Kind kind);
View door_cancelled(Kind kind);
View no_schedule(Kind kind);
View door_turnover(Kind kind);        // late leavers answer while the next one runs
View door_turnover_saved(Kind kind);  // one of them just has
View door_turnover_failed(Kind kind);
View door_next(Kind kind);  // before the first session
View door_next_day(Kind kind);
View day_over(Kind kind);
View no_room(Kind kind);
View languages(Kind kind);       // the sheet of nine
View many_languages(Kind kind);  // nine in the bar
View exit(Kind kind);            // nobody has tapped yet
View exit_saving(Kind kind);     // somebody just has
View exit_tapped(Kind kind);     // and it is saved; one idea is ticked
View exit_help(Kind kind);
View exit_taken_back(Kind kind);
View exit_change_failed(Kind kind);
View storage_full(Kind kind);
// Just after a tap, with so many tiles and ideas.
View exit_of(Kind kind, std::size_t tiles, std::size_t ideas);
std::vector<std::string> suggestions(Kind kind);
View note(Kind kind);
View note_accents(Kind kind);
View note_covered(Kind kind);
View board(Kind kind);
View board_of(int rooms, int columns);
View board_of_days(Kind kind, int days);
View board_along_clock(int rooms, int hours);  // talks of all lengths, two at once in one room
View door_changed(Kind kind);
View search(Kind kind);          // with the keyboard
View search_results(Kind kind);  // many, the keyboard put away
View session_page(Kind kind);
View change(Kind kind);
View slides(Kind kind);
View still_here(Kind kind);
View staff_exit(Kind kind);      // the day may be ended, at the exit question
View staff_over(Kind kind);      // it was, and answers wait for a stick
View pairing(Kind kind);         // a new tablet the collector knows of
View pairing_wanted(Kind kind);  // one that has not reached it yet
View pairing_refused(Kind kind);
View pairing_sheet(Kind kind);  // over the door of a revoked one

struct Sample {
  std::string name;  // "door", "exit-rush"
  View view;
};
// Every screen and overlay once.
std::vector<Sample> all(Kind kind);

}  // namespace lintel::kiosk::samples
