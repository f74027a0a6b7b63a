/* SPDX-License-Identifier: Apache-2.0 */
/* What the workload starts as a child: says one byte to its parent and ends. */
#include <unistd.h>

int main(void)
{
	return write(STDOUT_FILENO, "!", 1) != 1;
}
