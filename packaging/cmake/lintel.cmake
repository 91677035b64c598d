# How every target of Lintel is compiled: C++20, warnings, sanitizers. One place.
option(LINTEL_WERROR "Treat warnings as errors" OFF)
set(LINTEL_SANITIZE "" CACHE STRING "Sanitizers for all targets: address,undefined or thread")

add_library(lintel_options INTERFACE)
target_compile_features(lintel_options INTERFACE cxx_std_20)
target_include_directories(lintel_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(lintel_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wformat=2 -Wimplicit-fallthrough
  $<$<BOOL:${LINTEL_WERROR}>:-Werror>)

if(LINTEL_SANITIZE)
  add_compile_options(-fsanitize=${LINTEL_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LINTEL_SANITIZE})
  # These two double the time of a build. A null pointer that is used ends under the address
  # sanitizer anyway; alignment is clang's to check (preset fuzz), where bytes come from outside.
  if(LINTEL_SANITIZE MATCHES "undefined" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fno-sanitize=null,alignment)
  endif()
endif()

# lintel_library(name SOURCES a.cpp … LINKS x …): a static library with our warnings.
function(lintel_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS} PRIVATE lintel_options ${ARG_PRIVATE_LINKS})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_features(${name} PUBLIC cxx_std_20)
endfunction()

# lintel_program(name SOURCES main.cpp LINKS …): an executable with our warnings.
function(lintel_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE lintel_options ${ARG_LINKS})
endfunction()
