"""Assistants ask by the Model Context Protocol, with the client of the package, over HTTP and over pipes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

pytest.importorskip("mcp")

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from endpoint import Live

Told = Callable[[ClientSession], Awaitable[Any]]


def over_http(server: Live, told: Told) -> Any:
    async def run() -> Any:
        async with streamable_http_client(server.url + "mcp") as streams, ClientSession(*streams[:2]) as session:
            await session.initialize()
            return await told(session)

    return asyncio.run(run())


def call(server: Live, tool: str, /, **said: object) -> Any:
    async def told(session: ClientSession) -> Any:
        return await session.call_tool(tool, said)

    return over_http(server, told)


def test_there_is_a_tool_for_each_question(server: Live) -> None:
    async def told(session: ClientSession) -> Any:
        return (await session.list_tools()).tools

    tools = {tool.name: tool for tool in over_http(server, told)}

    assert {"describe", "search", "remit_of_body", "who_is_responsible"} <= set(tools)
    schema = tools["remit_of_body"].input_schema
    assert schema["required"] == ["body"]
    assert schema["properties"]["body"]["description"]
    assert tools["remit_of_body"].annotations.read_only_hint is True


def test_an_answer_carries_its_receipts(server: Live) -> None:
    told = call(server, "remit_of_body", body="WG 1")

    assert not told.is_error
    said = told.structured_content
    assert "Publication of the common seed list" in [row["title"] for row in said["rows"]]
    assert all(said["receipts"])


def test_an_answer_may_be_as_of_a_day(server: Live) -> None:
    then = call(server, "remit_of_body", body="WG 8", as_of="2022-01-01").structured_content

    assert [row["title"] for row in then["rows"]] == ["Audit of the accounts"]


def test_a_name_that_is_not_known_is_told(server: Live) -> None:
    told = call(server, "remit_of_body", body="WG 99")

    assert told.is_error and "WG 99" in told.content[0].text


def test_a_thing_is_described(server: Live) -> None:
    said = call(server, "describe", name="WG 1").structured_content

    assert said["iri"] == "https://gardens.example/data/body/wg-1"
    assert said["facts"]


def test_things_are_found(server: Live) -> None:
    said = call(server, "search", text="secretariat").structured_content

    assert said["found"][0]["iri"].startswith("https://gardens.example/data/")


def test_it_is_spoken_over_pipes(server: Live) -> None:
    async def run() -> Any:
        command = ["-m", "remit", "--workspace", str(server.folder), "serve", "--stdio"]
        at = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with stdio_client(at) as streams, ClientSession(*streams) as session:
            await session.initialize()
            return await session.call_tool("remit_of_body", {"body": "WG 1"})

    assert asyncio.run(run()).structured_content["rows"]
