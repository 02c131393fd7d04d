# The arrows between the layers, and the house rules of every source file.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME layering COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_LIST_DIR}/check.py" "${PROJECT_SOURCE_DIR}")
add_test(NAME layering.selftest COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_LIST_DIR}/selftest.py")
set_tests_properties(layering layering.selftest PROPERTIES ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")
