# What weir-cli hands over, end to end.
if(TARGET weir-cli)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  # weir_cli_test(NAME VARIABLE=VALUE...): NAME.py is told of the program, of the sample, and of these besides.
  function(weir_cli_test name)
    add_test(NAME cli.${name} COMMAND ${Python3_EXECUTABLE} "${PROJECT_SOURCE_DIR}/tests/cli/${name}.py" -v)
    set(environment PYTHONDONTWRITEBYTECODE=1 "WEIR_CLI=$<TARGET_FILE:weir-cli>"
      "WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng" ${ARGN})
    set_tests_properties(cli.${name} PROPERTIES TIMEOUT 300 COST 15 LABELS cli ENVIRONMENT "${environment}")
  endfunction()
  weir_cli_test(handover)
  weir_cli_test(packets)
  weir_cli_test(limits)
  weir_cli_test(documents "WEIR_DOCS=${PROJECT_SOURCE_DIR}/docs")
  weir_cli_test(series)
  weir_cli_test(rows "WEIR_CAPTURES=${WEIR_CAPTURES}")
  weir_cli_test(mcp)
  weir_cli_test(terminal)
  weir_cli_test(zeek)
  weir_cli_test(faults)
  # The servers are a target of tests/support, which comes after this folder.
  if(TARGET weir_enrich_queue)
    weir_cli_test(lookups "WEIR_FAKE_LOOKUPS=$<TARGET_FILE:fakelookups>"
      "WEIR_TEST_DATA=${PROJECT_SOURCE_DIR}/tests/data")
  endif()
endif()
