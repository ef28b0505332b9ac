"""One fixed environment for everything that is started, whatever the terminal has set."""

import os

FIXED = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
KEPT = ("PATH", "HOME")
# Of those who fetch packages: the way out of a company's network, its registries and authorities
WAY_OUT = frozenset(
    "all_proxy http_proxy https_proxy no_proxy node_extra_ca_certs ssl_cert_dir ssl_cert_file"
    " tmpdir xdg_cache_home".split()
)
REGISTRIES = ("npm_config_", "uv_")
LOOPBACK = "localhost,.localhost,127.0.0.1"


def plain_environment(**additions: str) -> dict[str, str]:
    """Returns a small environment, so that nothing of the terminal's leaks into what is started."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | FIXED | additions


def fetching_environment(**additions: str) -> dict[str, str]:
    """Returns the same for a program that downloads packages (npm, uv)."""
    way_out = {
        name: value
        for name, value in os.environ.items()
        if name.lower() in WAY_OUT or name.lower().startswith(REGISTRIES)
    }
    bypass = ",".join(filter(None, (LOOPBACK, way_out.get("no_proxy"), way_out.get("NO_PROXY"))))
    return plain_environment(**way_out) | {"NO_PROXY": bypass, "no_proxy": bypass} | additions
