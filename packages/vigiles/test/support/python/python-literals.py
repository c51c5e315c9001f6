"""Reads Python literals as JSON strings, one on each line, and prints each as JSON; `null` for what is no literal."""
import ast
import json
import sys


def to_json(value):
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, dict):
        return {str(name): to_json(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(member) for member in value]
    return value


for line in sys.stdin:
    try:
        print(json.dumps({"value": to_json(ast.literal_eval(json.loads(line).strip()))}))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        print("null")
