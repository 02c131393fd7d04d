# Every flag of the build lives here, in one target that each of ours links.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# A second build of the same sources costs next to nothing.
find_program(WEIR_CCACHE ccache)
if(WEIR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${WEIR_CCACHE}")
endif()

set(WEIR_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
option(WEIR_WERROR "Treat warnings as errors" OFF)

add_library(weir_options INTERFACE)
target_compile_features(weir_options INTERFACE cxx_std_20)
target_include_directories(weir_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(weir_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                              -Wnon-virtual-dtor -Woverloaded-virtual)
# Nobody replaces our functions when the program is loaded: they may be inlined, position independent as they are.
target_compile_options(weir_options INTERFACE -fno-semantic-interposition)
target_compile_definitions(weir_options INTERFACE WEIR_VERSION="${PROJECT_VERSION}" _GLIBCXX_ASSERTIONS)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlaps in every "literal" + std::string (gcc.gnu.org/PR105651), and writes past the end of a
  # std::vector that was only just enlarged. The sanitizers and _GLIBCXX_ASSERTIONS watch over both.
  target_compile_options(weir_options INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(WEIR_WERROR)
  target_compile_options(weir_options INTERFACE -Werror)
  # What an optimiser guesses about the flow of values differs from compiler to compiler and level to level: it is shown.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(weir_options INTERFACE -Wno-error=maybe-uninitialized -Wno-error=null-dereference
      -Wno-error=array-bounds -Wno-error=stringop-overflow -Wno-error=stringop-overread -Wno-error=restrict
      -Wno-error=free-nonheap-object -Wno-error=dangling-pointer -Wno-error=use-after-free -Wno-error=nonnull)
  endif()
endif()
if(WEIR_FUZZ)
  set(WEIR_SANITIZE "address,undefined")
  target_compile_options(weir_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(WEIR_SANITIZE)
  target_compile_options(weir_options INTERFACE -fsanitize=${WEIR_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(weir_options INTERFACE -fsanitize=${WEIR_SANITIZE})
  if(NOT WEIR_SANITIZE MATCHES "thread")
    target_compile_options(weir_options INTERFACE -fno-sanitize-recover=all)
  endif()
else()
  target_compile_options(weir_options INTERFACE -fstack-protector-strong $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  target_link_options(weir_options INTERFACE -Wl,-z,relro,-z,now)
endif()

# Several files of a layer as one, for builds that are made from nothing and never edited (sanitizers): half of the time
# goes into reading the same headers. Names in the unnamed namespaces of different files may meet then: such files stay
# apart.
option(WEIR_UNITY "Compile several files of a layer at once" OFF)
function(weir_unity target)
  if(WEIR_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

# Qt sources must not convert text silently.
add_library(weir_qt_options INTERFACE)
target_compile_definitions(weir_qt_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
                                                     QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS)
