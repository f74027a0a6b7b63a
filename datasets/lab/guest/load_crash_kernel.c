/* SPDX-License-Identifier: Apache-2.0 */
/* load_crash_kernel KERNEL INITRD COMMAND_LINE: what `kexec -s -p` does, in the one system call that it takes. */
#include <fcntl.h>
#include <linux/kexec.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char **words)
{
	int kernel, initrd;

	if (count != 4)
		return 2;
	kernel = open(words[1], O_RDONLY);
	initrd = open(words[2], O_RDONLY);
	if (kernel < 0 || initrd < 0 ||
	    syscall(SYS_kexec_file_load, kernel, initrd, strlen(words[3]) + 1, words[3], KEXEC_FILE_ON_CRASH)) {
		perror("crash kernel");
		return 1;
	}
	return 0;
}
