// How people write the room of one door: "12", "Room 12", "rm. 12", "Aula 12". Pure.
#pragma once

#include <string>
#include <string_view>

namespace lintel {

// A folded name (core/folding.h) without a leading word for "room"; the whole name when nothing
// else is left. Rooms with equal ones are one room, unless a plan lists them apart.
std::string bare_room_name(std::string_view folded);

}  // namespace lintel
