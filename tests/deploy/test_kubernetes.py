"""The manifests are what Kubernetes takes, and say what the service needs."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from service.commands.models import add_actions
from service.settings import Settings
from tests.conftest import ROOT

FOLDER = ROOT / "deploy" / "kubernetes"
OVERLAY = FOLDER / "overlays" / "example"
NAME = {"app.kubernetes.io/name": "dateline"}
# Kubernetes 1.34 is the oldest that is looked after in which `sleep` before a stop is stable.
VERSIONS = ("1.34", kubernetes_validate.latest_version())


def load(path: Path) -> dict[str, Any]:
    """The one document of a file."""
    (document,) = yaml.safe_load_all(path.read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def merged(target: Any, change: Any) -> Any:
    """A strategic merge: fields one by one, lists of named things by their names."""
    if isinstance(target, dict) and isinstance(change, dict):
        both = {name: merged(target[name], change[name]) for name in target.keys() & change.keys()}
        return target | change | both
    if (
        target
        and isinstance(target, list)
        and all(isinstance(item, dict) for item in [*target, *change])
    ):
        key = "mountPath" if "mountPath" in target[0] else "name"
        return list(
            merged(*({item[key]: item for item in items} for items in (target, change))).values()
        )
    return change


def resources(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What a kustomization lists, followed into other folders, patched as it says."""
    kustomization = load(folder / "kustomization.yaml")
    assert kustomization["kind"] == "Kustomization"
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name in kustomization["resources"]:
        path = (folder / name).resolve()
        if path.is_dir():
            found |= resources(path)
        else:
            document = load(path)
            found[document["kind"], document["metadata"]["name"]] = document
    for patch in kustomization.get("patches", []):
        change = load(folder / patch["path"])
        target = found[change["kind"], change["metadata"]["name"]]
        assert change["spec"].keys() <= target["spec"].keys()
        target["spec"] = merged(target["spec"], change["spec"])
    for generator in kustomization.get("configMapGenerator", []):
        data = {name: (folder / name).read_text("utf-8") for name in generator["files"]}
        found["ConfigMap", generator["name"]] = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": generator["name"]},
            "data": data,
        }
    return found


RESOURCES = resources(OVERLAY)
POD = RESOURCES["Deployment", "dateline"]["spec"]["template"]["spec"]
CONTAINERS = {container["name"]: container for container in POD["containers"]}
INIT = {container["name"]: container for container in POD["initContainers"]}
JOB = RESOURCES["CronJob", "dateline-retraining"]["spec"]["jobTemplate"]["spec"]["template"]
(TRAINING,) = JOB["spec"]["containers"]
STORE = "s3://newsroom/models"


def environment() -> dict[str, str]:
    """What the manifests tell the service."""
    stated = CONTAINERS["dateline"]["env"]
    return {item["name"]: item["value"] for item in stated if "value" in item}


def test_every_file_is_used() -> None:
    """No manifest lies about that no kustomization names."""
    for folder in (FOLDER / "base", OVERLAY):
        kustomization = load(folder / "kustomization.yaml")
        named = {*kustomization["resources"], "kustomization.yaml"}
        named |= {patch["path"] for patch in kustomization.get("patches", [])}
        for generator in kustomization.get("configMapGenerator", []):
            named |= set(generator["files"])
        assert {path.name for path in folder.iterdir()} <= named


def test_all_the_kinds_are_there() -> None:
    """Scaling, disruption and network are settled, not left to the cluster's defaults."""
    assert {kind for kind, _ in RESOURCES} == {
        *("Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"),
        *("NetworkPolicy", "ConfigMap", "Namespace", "CronJob"),
    }


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda found: found["kind"])
def test_each_keeps_its_schema(resource: dict[str, Any], version: str) -> None:
    """Strictly: a field that Kubernetes would drop without a word is an error."""
    kubernetes_validate.validate(resource, version, strict=True)


def test_a_wrong_field_would_be_found() -> None:
    """The validation refuses what is misspelt."""
    wrong = RESOURCES["Service", "dateline"] | {"spec": {"prots": []}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSIONS[0], strict=True)


def test_selectors_find_the_pods() -> None:
    """Service, budget, policy and Deployment mean the pods that the template makes."""
    template = RESOURCES["Deployment", "dateline"]["spec"]["template"]
    assert template["metadata"]["labels"] == NAME
    assert RESOURCES["Deployment", "dateline"]["spec"]["selector"]["matchLabels"] == NAME
    assert RESOURCES["Service", "dateline"]["spec"]["selector"] == NAME
    assert RESOURCES["PodDisruptionBudget", "dateline"]["spec"]["selector"]["matchLabels"] == NAME
    assert RESOURCES["NetworkPolicy", "dateline"]["spec"]["podSelector"]["matchLabels"] == NAME


def test_ports_are_those_of_the_proxy() -> None:
    """What Service, policy and scrape annotations name, the proxy listens on."""
    conf = RESOURCES["ConfigMap", "dateline-proxy"]["data"]["nginx.conf"]
    ports = {port["name"]: port["containerPort"] for port in CONTAINERS["proxy"]["ports"]}
    assert {int(port) for port in re.findall(r"listen (\d+);", conf)} == set(ports.values())
    (port,) = RESOURCES["Service", "dateline"]["spec"]["ports"]
    assert port["targetPort"] == "http"
    rules = RESOURCES["NetworkPolicy", "dateline"]["spec"]["ingress"]
    assert [rule["ports"][0]["port"] for rule in rules] == ["http", "metrics"]
    template = RESOURCES["Deployment", "dateline"]["spec"]["template"]
    assert template["metadata"]["annotations"]["prometheus.io/port"] == str(ports["metrics"])
    assert f"server {environment()['DATELINE_BIND']};" in conf


def test_the_proxy_takes_what_the_service_takes() -> None:
    """Its limit of a body is the service's largest, so that refusals are the service's."""
    conf = RESOURCES["ConfigMap", "dateline-proxy"]["data"]["nginx.conf"]
    assert f"client_max_body_size {Settings().max_stream_bytes // 2**20}m;" in conf
    assert "proxy_request_buffering on;" in conf


def test_the_settings_are_known() -> None:
    """The environment that the manifests set is one that the service starts with."""
    assert Settings.from_environment(environment()).bind == "127.0.0.1:8080"


@pytest.mark.parametrize("pod", [POD, JOB["spec"]], ids=["serving", "retraining"])
def test_pods_may_do_nothing_they_need_not(pod: dict[str, Any]) -> None:
    """No root, and no service account."""
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == 10001
    assert pod["automountServiceAccountToken"] is False


ALL = {**CONTAINERS, **INIT, "retraining": TRAINING}


@pytest.mark.parametrize("name", ALL)
def test_containers_may_do_nothing_they_need_not(name: str) -> None:
    """No privileges, no writable root; a ceiling on memory."""
    security = ALL[name]["securityContext"]
    assert security["readOnlyRootFilesystem"] is True
    assert security["allowPrivilegeEscalation"] is False
    assert security["capabilities"] == {"drop": ["ALL"]}
    assert "memory" in ALL[name]["resources"]["limits"]
    assert "/tmp" in [mount["mountPath"] for mount in ALL[name]["volumeMounts"]]


def test_a_pod_ends_in_order() -> None:
    """The proxy stops first, the service drains by itself, and both have time to finish."""
    assert "lifecycle" not in CONTAINERS["dateline"]
    drain = Settings.from_environment(environment()).drain_seconds
    assert 0 < CONTAINERS["proxy"]["lifecycle"]["preStop"]["sleep"]["seconds"] < drain
    conf = (ROOT / "deploy/gunicorn.conf.py").read_text("utf-8")
    graceful = int(re.findall(r"^graceful_timeout = (\d+)", conf, re.MULTILINE)[0])
    assert POD["terminationGracePeriodSeconds"] > drain + graceful


def test_keys_come_from_a_secret() -> None:
    """The file that the service is told of is in a Secret's folder, which it can only read."""
    path = Path(environment()["DATELINE_KEYS_FILE"])
    (mount,) = [
        mount
        for mount in CONTAINERS["dateline"]["volumeMounts"]
        if mount["mountPath"] == str(path.parent)
    ]
    assert mount["readOnly"] is True
    (volume,) = [volume for volume in POD["volumes"] if volume["name"] == mount["name"]]
    notes = (OVERLAY / "keys.yaml").read_text("utf-8")
    name = volume["secret"]["secretName"]
    assert f"create secret generic {name} --from-file={path.name}" in notes
    # The group that the pod's files are given to reads them, and nobody else.
    assert volume["secret"]["defaultMode"] == 0o440
    assert POD["securityContext"]["fsGroup"] == POD["securityContext"]["runAsGroup"]


def test_probes_are_the_images_own() -> None:
    """They run the program that the image has, on routes that there are."""
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        python, program, *path = CONTAINERS["dateline"][probe]["exec"]["command"]
        assert python == "python"
        assert (ROOT / program.removeprefix("/app/")).is_file()
        assert path in ([], ["/livez"])


def test_nothing_goes_out() -> None:
    """The service needs no network, and its pods have none outwards, but to a database they use."""
    policy = resources(FOLDER / "base")["NetworkPolicy", "dateline"]["spec"]
    assert "Egress" in policy["policyTypes"]
    assert policy["egress"] == []
    for name in ("dateline", "dateline-retraining"):
        names, database, store = RESOURCES["NetworkPolicy", name]["spec"]["egress"]
        assert {port["port"] for port in names["ports"]} == {53}
        assert database["ports"] == [{"protocol": "TCP", "port": 5432}]
        assert store["ports"] == [{"protocol": "TCP", "port": 443}]
        assert all(rule["to"] for rule in (names, database, store))


def test_the_database_is_a_postgresql_in_a_secret() -> None:
    """Its URL, which has a password, is in no manifest; the notes say how to make the Secret."""
    items = {item["name"]: item for item in CONTAINERS["dateline"]["env"]}
    stated = items["DATELINE_DATABASE_URL"]
    named = stated["valueFrom"]["secretKeyRef"]
    notes = (OVERLAY / "database.yaml").read_text("utf-8")
    assert f"create secret generic {named['name']}" in notes
    (url,) = re.findall(rf"--from-literal={named['key']}='(.+)'", notes)
    assert Settings.from_environment({"DATELINE_DATABASE_URL": url}).database == url


def variables(container: dict[str, Any]) -> dict[str, Any]:
    """The values that a container is told, by their names."""
    return {item["name"]: item.get("value") for item in container["env"]}


def models_mount(container: dict[str, Any]) -> dict[str, Any]:
    """The mount of the folder that a container's DATELINE_MODELS names."""
    mount: dict[str, Any]
    (mount,) = (item for item in container["volumeMounts"] if item["name"] == "models")
    assert variables(container)["DATELINE_MODELS"] == mount["mountPath"]
    assert f"{mount['mountPath']}\n" in (ROOT / "Dockerfile").read_text("utf-8")
    return mount


def test_models_are_pulled_before_a_pod_serves_and_kept_up_to_date() -> None:
    """First once, then beside what serves, by commands that there are; the service only reads."""
    once, beside = POD["initContainers"]
    assert "restartPolicy" not in once
    assert beside["restartPolicy"] == "Always"
    for container in (once, beside):
        assert container["image"] == CONTAINERS["dateline"]["image"]
        parser = argparse.ArgumentParser()
        models = parser.add_subparsers().add_parser("models")
        add_actions(models)
        options = parser.parse_args(container["args"])
        assert (options.url, options.if_any) == (STORE, True)
        assert options.every == (None if container is once else 300)
        assert "readOnly" not in models_mount(container)
    assert models_mount(CONTAINERS["dateline"])["readOnly"] is True


def test_only_what_pulls_and_trains_has_the_stores_credentials() -> None:
    """They are a Secret's, which the notes say how to make; what serves has none."""
    for container in (*POD["initContainers"], TRAINING):
        ((source,),) = (item.values() for item in container["envFrom"])
        notes = (OVERLAY / "models.yaml").read_text("utf-8")
        assert f"create secret generic {source['name']} " in notes
    assert "envFrom" not in CONTAINERS["dateline"]


@pytest.mark.parametrize(
    ("command", "exit_code", "called", "ends"),
    [
        ("train", 0, ["models pull", "train", "models push"], 0),
        ("train", 1, ["models pull", "train"], 0),
        ("train", 2, ["models pull", "train"], 1),
        ("pull", 2, ["models pull"], 2),
        ("push", 2, ["models pull", "train", "models push"], 2),
    ],
)
def test_a_retraining_pushes_what_it_promotes_and_nothing_else(
    tmp_path: Path, command: str, exit_code: int, called: list[str], ends: int
) -> None:
    """It pulls, trains, and pushes a promoted model; one that is not is no failure of the job."""
    program, log = tmp_path / "dateline", tmp_path / "log"
    program.write_text(
        f'#!/bin/sh\necho "$*" >> {log}\ncase "$*" in *{command}*) exit {exit_code} ;; esac\n'
    )
    program.chmod(0o755)
    (tmp_path / "current").write_text("older\n", "utf-8")
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "STORE": STORE,
        "DATELINE_MODELS": str(tmp_path),
    }
    done = subprocess.run(
        [*TRAINING["command"], *TRAINING["args"]], env=environment, timeout=60, check=False
    )
    assert done.returncode == ends
    lines = log.read_text("utf-8").splitlines()
    assert [line.split(f" {STORE}")[0] for line in lines] == called
    # What somebody else has pushed during the training stays.
    pushed = [line for line in lines if line.startswith("models push")]
    assert all(line.endswith(f"{STORE} --replaces older") for line in pushed)


def test_a_retraining_has_what_it_takes_and_serves_nobody() -> None:
    """One at a time, in pods that no Service finds, with a training's memory."""
    assert variables(TRAINING)["STORE"] == STORE
    assert "readOnly" not in models_mount(TRAINING)
    assert RESOURCES["CronJob", "dateline-retraining"]["spec"]["concurrencyPolicy"] == "Forbid"
    labels = JOB["metadata"]["labels"]
    assert labels != NAME
    policy = RESOURCES["NetworkPolicy", "dateline-retraining"]["spec"]
    assert policy["podSelector"]["matchLabels"] == labels
    assert policy["ingress"] == []
    assert TRAINING["resources"]["limits"]["memory"] == "1536Mi"
    assert "mem_limit: 1536m" in (ROOT / "compose.yaml").read_text("utf-8")
