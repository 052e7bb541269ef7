"""Answers a program's questions on a pseudo-terminal: waits for each question, then types."""

import os
import pty
import select
import sys
import time

DOWN = "\x1b[B"
ENTER = "\r"
CLEAR = "\x15"

# What has to be on the screen since the last answer, and what is typed then.
ANSWERS = [
    ("What is the stack called?", "typed" + ENTER),
    ("In which Region?", "mars-1" + ENTER),
    ("is not the code of an AWS region", CLEAR + "eu-west-1" + ENTER),
    ("May the network reach the internet?", ENTER),
    ("Whose VPC is it?", ENTER),
    ("Which version of Airflow?", ENTER),
    ("From where do people open", DOWN + ENTER),
    ("Which key encrypts?", ENTER),
    ("What is the environment called?", ENTER),
    ("Which IPv4 range", ENTER),
]

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

deadline = time.monotonic() + 50
screen = ""
shown = 0
answers = list(ANSWERS)
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        screen += data.decode(errors="replace")
    if answers and answers[0][0] in screen[shown:]:
        _, typed = answers.pop(0)
        shown = len(screen)
        # Keys that come before the question is drawn to its end are lost.
        time.sleep(0.1)
        os.write(terminal, typed.encode())

print(screen)
if time.monotonic() >= deadline:
    os.kill(child, 9)
    sys.exit("the program did not end; still unanswered: %r" % (answers,))
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
