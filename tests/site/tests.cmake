# A site of its own, on loopback: Slurm, ClickHouse and PostgreSQL from Debian's packages, where they are installed.
if(TARGET weir-cli)
  add_test(NAME site.site COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_SOURCE_DIR}/site/site.py" -v)
  set_tests_properties(site.site PROPERTIES TIMEOUT 600 COST 60 LABELS site SKIP_RETURN_CODE 77 RUN_SERIAL ON
    ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;WEIR_CLI=$<TARGET_FILE:weir-cli>;WEIR_SOURCE=${PROJECT_SOURCE_DIR};WEIR_CAPTURES=${WEIR_CAPTURES};WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng")
endif()
