# The reader that is not ours.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
if(TARGET test_export)
  target_compile_definitions(test_export PRIVATE
    WEIR_READBACK="'${Python3_EXECUTABLE}' '${CMAKE_CURRENT_SOURCE_DIR}/export/readback.py'")
endif()
