#!/bin/sh
# 卸载 Jixiao：去掉按钮、命令、程序文件夹和缓存。填报的表格和结果不动。
set -eu
home=${JIXIAO_HOME:-"$HOME/.local/share/jixiao"}
bin=${JIXIAO_BIN:-"$HOME/.local/bin"}
if [ -x "$home/bin/jixiao" ]; then
    "$home/bin/jixiao" addin uninstall || echo "按钮没有卸下（上面写了原因）"
fi
if [ -L "$bin/jixiao" ]; then
    rm "$bin/jixiao"
fi
# 只删安装时建立的文件夹：JIXIAO_HOME 指错了，别的东西不动。
if [ -f "$home/pyvenv.cfg" ]; then
    rm -rf "$home"
fi
rm -rf "$HOME/.cache/jixiao" "$HOME/Library/Caches/jixiao"
echo "已卸载：$home"
