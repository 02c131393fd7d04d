# The builder of frames checks itself against tshark: a test that trusts wrong frames proves nothing.
weir_test(builder weir_test_support)
