// A FastCGI program that does nothing: it answers each request with the bytes of one file. What a server built on
// libfcgi could reach at most behind the same nginx.
//
//   do_nothing SOCKET FILE [THREADS]
//
// FILE holds a whole CGI answer: header lines, an empty line, the body. Ends on SIGTERM.

#include <fcgiapp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { backlog = 1024, max_bytes = 1 << 20, max_threads = 256 };

static char answer[max_bytes];
static int answer_length;
static int listener;

static void *serve(void *unused) {
    (void)unused;
    FCGX_Request request;
    if (FCGX_InitRequest(&request, listener, 0) != 0) return NULL;
    while (FCGX_Accept_r(&request) == 0) {
        FCGX_PutStr(answer, answer_length, request.out);
        FCGX_Finish_r(&request);
    }
    return NULL;
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: do_nothing SOCKET FILE [THREADS]\n");
        return 64;
    }
    int threads = count > 3 ? atoi(arguments[3]) : 16;
    if (threads < 1 || threads > max_threads) {
        fprintf(stderr, "do_nothing: from 1 to %d threads, not %s\n", max_threads, arguments[3]);
        return 64;
    }
    FILE *file = fopen(arguments[2], "rb");
    if (!file) {
        perror(arguments[2]);
        return 1;
    }
    answer_length = (int)fread(answer, 1, sizeof answer, file);
    fclose(file);

    signal(SIGPIPE, SIG_IGN);
    umask(0);
    if (FCGX_Init() != 0 || (listener = FCGX_OpenSocket(arguments[1], backlog)) < 0) {
        fprintf(stderr, "do_nothing: cannot listen on %s\n", arguments[1]);
        return 1;
    }
    pthread_t thread;
    for (int index = 1; index < threads; index++) {
        if (pthread_create(&thread, NULL, serve, NULL) != 0) {
            fprintf(stderr, "do_nothing: cannot start a thread\n");
            return 1;
        }
    }
    serve(NULL);
    return 0;
}
