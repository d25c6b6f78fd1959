#pragma once
#include <fcgiapp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
