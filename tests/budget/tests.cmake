# Captures that are made to be dear: time and memory must stay in proportion to their size.
if(TARGET weir-cli)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME budget COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_LIST_DIR}/budget.py")
  set_tests_properties(budget PROPERTIES TIMEOUT 600 COST 100 RUN_SERIAL ON LABELS budget
    ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;WEIR_CLI=$<TARGET_FILE:weir-cli>")
endif()
