#include "tests/crash/strike.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define NOBODY        65534

/* ---- which calls write ---- */

enum need { NEEDS_LEAVE, NEEDS_SPACE, NEEDS_DISK };

/* When a call of this number counts as writing. */
enum when { ALWAYS, WHEN_FILE, WHEN_OPENED_TO_WRITE };

static const struct writing_call {
    int number;
    enum when when;
    int argument; /* that `when` looks at */
    enum need need;
} writing_calls[] = {
    {__NR_write, WHEN_FILE, 0, NEEDS_SPACE},
    {__NR_writev, WHEN_FILE, 0, NEEDS_SPACE},
    {__NR_pwrite64, ALWAYS, 0, NEEDS_SPACE},
    {__NR_pwritev, ALWAYS, 0, NEEDS_SPACE},
    {__NR_copy_file_range, ALWAYS, 0, NEEDS_SPACE},
    {__NR_sendfile, ALWAYS, 0, NEEDS_SPACE},
    {__NR_fallocate, ALWAYS, 0, NEEDS_SPACE},
    {__NR_ftruncate, ALWAYS, 0, NEEDS_SPACE},
    {__NR_openat, WHEN_OPENED_TO_WRITE, 2, NEEDS_SPACE},
    {__NR_mkdirat, ALWAYS, 0, NEEDS_SPACE},
    {__NR_renameat2, ALWAYS, 0, NEEDS_SPACE},
    {__NR_linkat, ALWAYS, 0, NEEDS_SPACE},
    {__NR_symlinkat, ALWAYS, 0, NEEDS_SPACE},
    {__NR_unlinkat, ALWAYS, 0, NEEDS_LEAVE},
    {__NR_fsync, ALWAYS, 0, NEEDS_DISK},
    {__NR_fdatasync, ALWAYS, 0, NEEDS_DISK},
    {__NR_sync_file_range, ALWAYS, 0, NEEDS_DISK},
    {__NR_syncfs, ALWAYS, 0, NEEDS_DISK},
#ifdef __NR_open
    {__NR_open, WHEN_OPENED_TO_WRITE, 1, NEEDS_SPACE},
    {__NR_creat, ALWAYS, 0, NEEDS_SPACE},
    {__NR_mkdir, ALWAYS, 0, NEEDS_SPACE},
    {__NR_rename, ALWAYS, 0, NEEDS_SPACE},
    {__NR_renameat, ALWAYS, 0, NEEDS_SPACE},
    {__NR_link, ALWAYS, 0, NEEDS_SPACE},
    {__NR_symlink, ALWAYS, 0, NEEDS_SPACE},
    {__NR_unlink, ALWAYS, 0, NEEDS_LEAVE},
    {__NR_rmdir, ALWAYS, 0, NEEDS_LEAVE},
#endif
};

static const struct writing_call *find_call(int number)
{
    for (size_t i = 0; i < LENGTH(writing_calls); i++)
        if (writing_calls[i].number == number)
            return &writing_calls[i];
    return NULL;
}

/* ---- in the child ---- */

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define NOTIFY      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)
#define ALLOW       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

/* Five instructions per call, so that a call that is not this one jumps over the other four. The
 * low half of an argument is enough: descriptors and flags. */
static size_t filter_call(struct sock_filter *out, const struct writing_call *call)
{
    const unsigned write_flags = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
    unsigned offset =
        (unsigned)(offsetof(struct seccomp_data, args) + sizeof(__u64) * (size_t)call->argument);
    struct sock_filter tests[] = {
        [ALWAYS] = BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0, 0, 1),
        [WHEN_FILE] = BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, STDERR_FILENO, 0, 1),
        [WHEN_OPENED_TO_WRITE] = BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, write_flags, 0, 1),
    };
    struct sock_filter program[] = {
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call->number, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset),
        tests[call->when],
        NOTIFY,
        ALLOW,
    };
    memcpy(out, program, sizeof program);
    return LENGTH(program);
}

static int install_filter(void)
{
    struct sock_filter program[5 * LENGTH(writing_calls) + 2];
    size_t n = 0;
    program[n++] = (struct sock_filter)LOAD(nr);
    for (size_t i = 0; i < LENGTH(writing_calls); i++)
        n += filter_call(&program[n], &writing_calls[i]);
    program[n++] = (struct sock_filter)ALLOW;
    struct sock_fprog filter = {.len = (unsigned short)n, .filter = program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return (int)syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                        &filter);
}

union descriptor_message {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

static bool send_descriptor(int socket, int descriptor)
{
    union descriptor_message control = {.bytes = {0}};
    char byte = 'x';
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    return sendmsg(socket, &message, 0) == 1;
}

static int receive_descriptor(int socket)
{
    union descriptor_message control;
    char byte;
    int descriptor = -1;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1 || !CMSG_FIRSTHDR(&message))
        return -1;
    memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
    return descriptor;
}

static void restrain(const struct strike *strike)
{
    struct rlimit limit = {.rlim_cur = (rlim_t)strike->file_limit,
                           .rlim_max = (rlim_t)strike->file_limit};
    if (strike->file_limit > 0 && setrlimit(RLIMIT_FSIZE, &limit) != 0)
        _exit(126);
    if (strike->unprivileged && getuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        _exit(126);
}

static void become(const struct strike *strike, char *const argv[], const char *said, int socket)
{
    int output = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (output < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        _exit(126);
    close(output);
    restrain(strike);
    int listener = install_filter();
    if (listener < 0 || !send_descriptor(socket, listener))
        _exit(125);
    close(listener);
    execv(argv[0], argv);
    _exit(127);
}

/* ---- the supervisor ---- */

struct supervision {
    const struct strike *strike;
    struct struck *struck;
    int listener;
    pid_t child;
};

static bool is_exchange(const struct seccomp_notif *call)
{
    return call->data.nr == __NR_renameat2 && (call->data.args[4] & RENAME_EXCHANGE);
}

/* The error that a call gets, or 0. */
static int injected_error(const struct supervision *supervision, const struct seccomp_notif *call)
{
    const struct strike *strike = supervision->strike;
    long n = supervision->struck->n_calls;
    enum need need = find_call(call->data.nr)->need;
    bool one = strike->kind == STRIKE_FAIL && n == strike->at;
    bool all = strike->kind == STRIKE_FULL && n >= strike->at && !is_exchange(call);
    if (strike->no_exchange && is_exchange(call))
        return EINVAL;
    if (strike->kind == STRIKE_KEEP)
        return n == strike->at ? EACCES : 0;
    if (need == NEEDS_SPACE && (one || all))
        return ENOSPC;
    return need == NEEDS_DISK && one ? EIO : 0;
}

static void answer(struct supervision *supervision, const struct seccomp_notif *call)
{
    const struct strike *strike = supervision->strike;
    struct struck *struck = supervision->struck;
    struct seccomp_notif_resp response = {.id = call->id};
    bool removes = find_call(call->data.nr)->need == NEEDS_LEAVE;
    struck->n_calls += strike->kind != STRIKE_KEEP || removes;
    if (strike->kind == STRIKE_KILL && struck->n_calls == strike->at) {
        struck->hit = true;
        kill(supervision->child, SIGKILL);
        return;
    }
    if (strike->kind == STRIKE_STOP && struck->n_calls == strike->at) {
        struck->hit = true;
        kill(supervision->child, SIGTERM);
    }
    if (strike->kind == STRIKE_HAPPEN && struck->n_calls == strike->at) {
        struck->hit = true;
        strike->happening(strike->context);
    }
    int error = strike->kind == STRIKE_KEEP && !removes ? 0 : injected_error(supervision, call);
    if (error && strike->kind != STRIKE_NOTHING)
        struck->hit = true;
    response.error = -error;
    response.flags = error ? 0 : SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ioctl(supervision->listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

/* Until nobody is left who could make a call. A call whose caller was killed is gone (ENOENT). */
static void supervise(struct supervision *supervision)
{
    struct pollfd ready = {.fd = supervision->listener, .events = POLLIN};
    while (poll(&ready, 1, -1) > 0 && !(ready.revents & POLLHUP)) {
        struct seccomp_notif call;
        memset(&call, 0, sizeof call);
        if (ioctl(supervision->listener, SECCOMP_IOCTL_NOTIF_RECV, &call) == 0)
            answer(supervision, &call);
        else if (errno != ENOENT && errno != EINTR)
            return;
    }
}

bool strike_run(const struct strike *strike, char *const argv[], const char *said,
                struct struck *struck)
{
    int sockets[2];
    *struck = (struct struck){0};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        become(strike, argv, said, sockets[1]);
    close(sockets[1]);
    int listener = child > 0 ? receive_descriptor(sockets[0]) : -1;
    close(sockets[0]);
    struct supervision supervision = {
        .strike = strike, .struck = struck, .listener = listener, .child = child};
    if (listener >= 0) {
        supervise(&supervision);
        close(listener);
    }
    int status = 0;
    if (child > 0)
        waitpid(child, &status, 0);
    struck->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    if (listener < 0)
        fprintf(stderr, "het programma kan niet worden gadegeslagen (seccomp, status %d)\n",
                struck->status);
    return listener >= 0;
}
