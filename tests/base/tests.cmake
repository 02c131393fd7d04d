# The character database that is not ours.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
if(TARGET test_base)
  target_compile_definitions(test_base PRIVATE
    WEIR_CATEGORIES="'${Python3_EXECUTABLE}' '${CMAKE_CURRENT_SOURCE_DIR}/base/categories.py'")
endif()
