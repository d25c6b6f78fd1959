public import FastCGI
public import Search

extension WorkTurn: WaitObserver {}
