# The manual is compared with the window's menus.
if(TARGET test_ui)
  target_compile_definitions(test_ui PRIVATE WEIR_MANUAL="${PROJECT_SOURCE_DIR}/packaging/man/weir.1")
endif()
# The window's output is compared with the command line's, octet for octet.
if(TARGET test_ui AND TARGET weir-cli)
  target_compile_definitions(test_ui PRIVATE WEIR_CLI="$<TARGET_FILE:weir-cli>")
  add_dependencies(test_ui weir-cli)
endif()
# Lookups need servers to ask.
if(TARGET test_ui AND TARGET weir_fake_lookups)
  target_link_libraries(test_ui PRIVATE weir_fake_lookups)
endif()
# weir_window_test(NAME VARIABLE=VALUE...): NAME.py watches and moves the real program from outside. Every such test is
# told of the program and of the sample, and of these besides.
function(weir_window_test name)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME ui.${name} COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tests/ui/${name}.py" -v)
  set(environment PYTHONDONTWRITEBYTECODE=1 "WEIR_WINDOW=$<TARGET_FILE:weir>"
    "WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng" ${ARGN})
  set_tests_properties(ui.${name} PROPERTIES TIMEOUT 300 COST 50 LABELS window ENVIRONMENT "${environment}")
endfunction()
if(TARGET weir AND TARGET fakelookups)
  foreach(name connections walk)
    weir_window_test(${name} "WEIR_FAKE_LOOKUPS=$<TARGET_FILE:fakelookups>"
      "WEIR_LESSON=${PROJECT_SOURCE_DIR}/tests/data/lookups")
  endforeach()
endif()
# What --private leaves behind.
if(TARGET weir)
  weir_window_test(private)
endif()
# From a packet to its octets on a real display, with the mouse.
if(TARGET weir AND NOT WEIR_SANITIZE)
  weir_window_test(drilldown)
endif()
# What a screen reader learns, in three languages.
if(TARGET weir AND TARGET weir-cli AND NOT WEIR_SANITIZE)
  weir_window_test(accessible "WEIR_CLI=$<TARGET_FILE:weir-cli>" "LRELEASE=${WEIR_LRELEASE}"
    "WEIR_TS=${PROJECT_SOURCE_DIR}/resources/translations/weir_de.ts")
endif()
