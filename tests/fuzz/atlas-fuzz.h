/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * LLVMFuzzerTestOneInput:
 *
 * The one function of a fuzz entry: feeds @data, @size bytes of anything at all, to a parser and asserts what
 * must hold whatever they are. The name is libFuzzer's. With -Dfuzz=true clang's fuzzer calls it; otherwise
 * fuzz-main.c does, as a unit test over the corpus.
 *
 * Returns: 0
 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
