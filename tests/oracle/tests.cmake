# Weir's numbers against programs that know nothing of it: tshark, capinfos, and a published lesson.
if(TARGET weir-cli)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  function(weir_oracle name)
    add_test(NAME oracle.${name} COMMAND ${Python3_EXECUTABLE} "${PROJECT_SOURCE_DIR}/tests/oracle/${name}.py"
      $<TARGET_FILE:weir-cli> ${ARGN})
    set_tests_properties(oracle.${name} PROPERTIES TIMEOUT 900 COST 100 SKIP_RETURN_CODE 77 LABELS oracle
      ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")
  endfunction()
  weir_oracle(lesson "${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng" "${PROJECT_SOURCE_DIR}/tests/data/lesson")
  weir_oracle(everycapture "${WEIR_CAPTURES}")
  weir_oracle(framebyframe "${WEIR_CAPTURES}")
  weir_oracle(applications "${WEIR_CAPTURES}")
  weir_oracle(latencies "${WEIR_CAPTURES}")
  weir_oracle(identities "${WEIR_CAPTURES}")
  weir_oracle(cases "${WEIR_CAPTURES}/../cases")
endif()
