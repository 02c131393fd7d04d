# Programs that make and measure large captures; scripts/bench runs them. They link nothing but core and its tests' support.
add_executable(weir-bench-capture bench/capture.cpp)
target_link_libraries(weir-bench-capture PRIVATE weir_test_support)
add_executable(weir-bench-pcaploop bench/pcaploop.cpp)
target_link_libraries(weir-bench-pcaploop PRIVATE weir_options pcap)
target_compile_options(weir-bench-pcaploop PRIVATE "$<$<CONFIG:Release>:-O3>")  # what it does is measured
add_custom_target(bench DEPENDS weir-bench-capture weir-bench-pcaploop)
if(WEIR_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
  add_executable(weir-bench-parts bench/parts.cpp)
  target_link_libraries(weir-bench-parts PRIVATE weir_test_support benchmark::benchmark)
  target_compile_options(weir-bench-parts PRIVATE "$<$<CONFIG:Release>:-O3>")
  add_dependencies(bench weir-bench-parts)
  if(TARGET weir_window)
    add_executable(weir-bench-window bench/window.cpp)
    target_link_libraries(weir-bench-window PRIVATE weir_window weir_qt_options)
    add_dependencies(bench weir-bench-window)
  endif()
  if(TARGET weir_window)
    find_package(Qt6 REQUIRED COMPONENTS Test)
    add_executable(weir-bench-lookups bench/lookups.cpp)
    set_target_properties(weir-bench-lookups PROPERTIES AUTOMOC ON)
    target_link_libraries(weir-bench-lookups PRIVATE weir_window weir_fake_lookups Qt6::Test)
    target_include_directories(weir-bench-lookups PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    add_dependencies(bench weir-bench-lookups)
  endif()
endif()

# That the measuring works, on captures a 250th as large. No timing is asserted anywhere.
if(TARGET weir-cli)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME bench.small COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_LIST_DIR}/run.py" --small
    --programs $<TARGET_FILE_DIR:weir-cli> $<TARGET_FILE_DIR:weir-bench-capture>
    --captures "${WEIR_CAPTURES}" --cache "${CMAKE_CURRENT_BINARY_DIR}/bench-small"
    --output "${CMAKE_CURRENT_BINARY_DIR}/bench-small/BENCHMARKS.md")
  set_tests_properties(bench.small PROPERTIES TIMEOUT 300 ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")
endif()
